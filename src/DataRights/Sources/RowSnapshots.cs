using DataRights.Mapping;

namespace DataRights.Sources;

/// <summary>Shorter ways to ask a snapshot.</summary>
public static class RowSnapshots
{
    /// <summary>All of the subject's rows; see <see cref="IRowSnapshot.ReadAsync"/>.</summary>
    public static Task<IRowReader> ReadAsync(
        this IRowSnapshot snapshot, Footprint footprint, Collection collection, IReadOnlyList<string> columns, CancellationToken cancellationToken) =>
        snapshot.ReadAsync(footprint, collection, columns, from: null, cancellationToken);
}
