namespace DataRights.Sources;

/// <summary>
/// Counts for one collection. Located = deleted + anonymized + retained + shared + held; detached rows are other people's.
/// Files that whoever runs the store can still bring back have <paramref name="RecoverableUntil"/>.
/// </summary>
public sealed record CollectionOutcome(
    string Collection, long Located, long Deleted, long Anonymized, long Detached, IReadOnlyList<RetainedRows> Retained, DateTimeOffset? RecoverableUntil = null)
{
    /// <summary>Rows that others have a part in: what tied them to the person was cut.</summary>
    public long Shared { get; init; }

    /// <summary>Rows that a hold covers, and shared ones whose owner it covers: what ties them to the person is as it was.</summary>
    public long Held { get; init; }
}
