namespace DataRights.Sources;

/// <summary>
/// Counts for one collection. Located = deleted + anonymized + retained; detached rows are other people's. Files that
/// whoever runs the store can still bring back have <paramref name="RecoverableUntil"/>.
/// </summary>
public sealed record CollectionOutcome(
    string Collection, long Located, long Deleted, long Anonymized, long Detached, IReadOnlyList<RetainedRows> Retained, DateTimeOffset? RecoverableUntil = null);
