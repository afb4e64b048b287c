using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Searching;

namespace DataRights.Sources;

/// <summary>
/// One run's work on one database. What it notes of rows lies in tables that only this session sees and that go with it;
/// another session goes on from the pages of this one. Failures are <see cref="SourceException"/>s without values. Not
/// safe for concurrent use.
/// </summary>
public interface IErasureSession : IAsyncDisposable
{
    /// <summary>
    /// Finds the person's rows anew, forgetting what was found or loaded before, and says which are shared or held.
    /// Writes nothing outside the session.
    /// </summary>
    Task<IReadOnlyList<LocatedRows>> LocateAsync(Footprint footprint, CancellationToken cancellationToken);

    /// <summary>The distinct values of the columns over located rows that are the person's alone, nulls left out, transformed for the edge.</summary>
    IAsyncEnumerable<Key> ValuesAsync(Collection collection, IReadOnlyList<string> columns, JoinTransform transform, Predicate? where, CancellationToken cancellationToken);

    /// <summary>
    /// Located rows that somebody else has a part in, and that could not be let go of: the columns that tie them may not be null.
    /// Where there are some, <see cref="EraseAsync"/> fails with <c>shared-not-null</c>.
    /// </summary>
    Task<IReadOnlyList<BoundRows>> FindBoundAsync(CancellationToken cancellationToken);

    /// <summary>What was located, collection by collection, in the order in which it will be treated.</summary>
    IAsyncEnumerable<CapturedPage> PagesAsync(CancellationToken cancellationToken);

    /// <summary>The keys of located or loaded rows that are to be retained until a date, for <see cref="IRowSource.DeleteRetainedAsync"/>.</summary>
    IAsyncEnumerable<RetainedPage> RetainedAsync(CancellationToken cancellationToken);

    /// <summary>Takes the pages of an earlier session in the place of what was found; each once, in their order.</summary>
    Task LoadAsync(IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken);

    /// <summary>
    /// Locates once more beside what was located or loaded, also what hangs on rows that are gone by now, and notes what is new
    /// beside it; <paramref name="keepAsync"/> is given each page of that, numbered from 0.
    /// </summary>
    Task NoteLateAsync(Footprint footprint, Func<int, CapturedPage, CancellationToken, Task> keepAsync, CancellationToken cancellationToken);

    /// <summary>
    /// Carries out the effects, exactly once for <see cref="Erasure.Step"/>: in batches while much is left, each a
    /// transaction that says how far it came, then in one last transaction that locates everything once more. Null when
    /// <see cref="Erasure.TimeIsUp"/> said so in between; done again it goes on from there, and when it was finished it
    /// changes nothing and returns what it did.
    /// </summary>
    /// <exception cref="FencedException">A newer epoch has been here.</exception>
    Task<ErasureOutcome?> EraseAsync(Erasure erasure, CancellationToken cancellationToken);

    /// <summary>
    /// Looks for what the rows that were located or loaded must not have left: the row itself where its treatment was to
    /// delete, a value that was to be replaced, and rows that refer to a deleted one. Counts by collection; nothing left is
    /// an empty list.
    /// </summary>
    Task<IReadOnlyList<Residue>> FindResidueAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Locates the person once more beside what was located or loaded, and counts the rows that were to be deleted and are
    /// there: they were written since.
    /// </summary>
    Task<IReadOnlyList<Residue>> FindArrivalsAsync(Footprint footprint, CancellationToken cancellationToken);

    /// <summary>
    /// Looks for identifiers in every text of the source's mapped tables: what was located or loaded and stays is the person's own, every
    /// other row somebody else's. Reads only, within the search's bounds; a column that was not searched to its end says so.
    /// One column after another; whoever stops reading stops the search.
    /// </summary>
    IAsyncEnumerable<SearchedColumn> SearchAsync(DeepSearch search, CancellationToken cancellationToken);
}
