using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Sources;

/// <summary>One consistent view of a database. Not safe for concurrent use: one reader at a time.</summary>
public interface IRowSnapshot : IAsyncDisposable
{
    /// <summary>When the view was taken.</summary>
    DateTimeOffset TakenAt { get; }

    /// <summary>The distinct root keys whose column equals the normalized identifier, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Key>> MatchRootAsync(Collection root, string column, Identifier identifier, int limit, CancellationToken cancellationToken);

    /// <summary>How many rows of the collection belong to the subject; each row counts once however it is reached. Withheld ones do not count.</summary>
    Task<long> CountAsync(Footprint footprint, Collection collection, CancellationToken cancellationToken);

    /// <summary>How many of the subject's rows <see cref="ReadAsync"/> leaves out because they are another person's too (<see cref="SharedRows.Withhold"/>).</summary>
    Task<long> CountWithheldAsync(Footprint footprint, Collection collection, CancellationToken cancellationToken) => Task.FromResult(0L);

    /// <summary>The distinct values of the columns over the subject's rows, nulls left out, transformed for the edge.</summary>
    IAsyncEnumerable<Key> ValuesAsync(Footprint footprint, Collection collection, IReadOnlyList<string> columns,
        JoinTransform transform, Mapping.Expressions.Predicate? where, CancellationToken cancellationToken);

    /// <summary>
    /// Values of a root's column over rows that are not the subject's, at most <paramref name="most"/> of them: those of the smallest hashes of key and
    /// <paramref name="salt"/>, so that another salt gives other people. Looks at a bounded number of rows. A store that cannot tell gives none.
    /// </summary>
    async IAsyncEnumerable<string> SampleOthersAsync(Footprint footprint, Collection root, string column, int most, string salt,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <summary>The subject's rows but the withheld ones, each once, ordered by key, with the given columns.</summary>
    /// <param name="footprint">Whose rows.</param>
    /// <param name="collection">Where they are.</param>
    /// <param name="columns">What of them.</param>
    /// <param name="from">Only that row and those after it: a <see cref="IRowReader.Position"/> that a reader of the same collection gave, of this snapshot or another; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IRowReader> ReadAsync(Footprint footprint, Collection collection, IReadOnlyList<string> columns, Key? from, CancellationToken cancellationToken);
}
