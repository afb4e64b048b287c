namespace DataRights.Sources;

/// <summary>Counts for one collection. Located = deleted + anonymized + retained; detached rows are other people's.</summary>
public sealed record CollectionOutcome(string Collection, long Located, long Deleted, long Anonymized, long Detached, IReadOnlyList<RetainedRows> Retained);
