using DataRights.Mapping;

namespace DataRights.Sources;

/// <summary>
/// A database. Every failure is a <see cref="SourceException"/> that carries codes, never values.
/// Safe for concurrent use.
/// </summary>
public interface IRowSource : IAsyncDisposable
{
    string Name { get; }

    /// <summary>The live schema of every table the connection can see.</summary>
    Task<SourceSchema> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The same, with what the connection's role lacks of the rights that the map asks for in this source. A store that knows
    /// no rights lacks none.
    /// </summary>
    Task<SourceSchema> DescribeForAsync(DataMap map, CancellationToken cancellationToken) => DescribeAsync(cancellationToken);

    /// <summary>How many rows the collection's table has, whoever's they are; counts no further than <paramref name="most"/>.</summary>
    Task<long> CountUpToAsync(Collection collection, long most, CancellationToken cancellationToken);

    /// <summary>Opens one consistent, read-only view; it writes nothing, not even temporary tables.</summary>
    Task<IRowSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Opens a session that erases on the primary. Nothing is written before <see cref="IErasureSession.EraseAsync"/>.</summary>
    Task<IErasureSession> OpenErasureAsync(ErasureScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Locks out every run of the request that is older than the epoch. Once it returns none of them can commit an effect: one that was
    /// about to has done so, or never will.
    /// </summary>
    Task FenceAsync(string requestId, long epoch, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the retained rows of a deletion whose time is over, out of the pages of <see cref="IErasureSession.RetainedAsync"/>, in short
    /// transactions. Done again it goes on, and tells of the whole sweep.
    /// </summary>
    Task<RetainedOutcome> DeleteRetainedAsync(RetainedSweep sweep, IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken);

    /// <summary>Forgets what <see cref="IErasureSession.EraseAsync"/> recorded for the request's steps. Idempotent.</summary>
    Task ForgetAsync(string requestId, CancellationToken cancellationToken);
}
