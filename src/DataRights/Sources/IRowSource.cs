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

    /// <summary>Opens one consistent, read-only view; it writes nothing, not even temporary tables.</summary>
    Task<IRowSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Carries out a deletion's effects in one transaction, exactly once for <see cref="Erasure.Step"/>: done again,
    /// it changes nothing and returns the recorded outcome. An epoch older than one seen is refused
    /// (<see cref="FencedException"/>).
    /// </summary>
    Task<ErasureOutcome> EraseAsync(Erasure erasure, CancellationToken cancellationToken);

    /// <summary>
    /// Looks on the primary for what a deletion must not have left: for each captured key, the rows that still bear it
    /// though their treatment was delete, or that still carry a value that was to be replaced, and rows that still
    /// belong to a deleted row. Returns counts by collection; nothing left is an empty list.
    /// </summary>
    Task<IReadOnlyList<Residue>> FindResidueAsync(DataMap map, IReadOnlyList<CapturedRow> captured, CancellationToken cancellationToken);

    /// <summary>Forgets what <see cref="EraseAsync"/> recorded for the request's steps. Idempotent.</summary>
    Task ForgetAsync(string requestId, CancellationToken cancellationToken);
}
