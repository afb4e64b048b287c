namespace DataRights.Sources;

/// <summary>What a sweep of retained rows came to.</summary>
/// <param name="Deleted">Rows deleted, by collection, in all transactions of the sweep.</param>
/// <param name="Left">Rows that are there still: their time is not over, a hold or a row that hangs on them keeps them, or they are somebody's again.</param>
/// <param name="Next">When the next of those that wait for their time is due; null when none does.</param>
public sealed record RetainedOutcome(IReadOnlyDictionary<string, long> Deleted, long Left, DateTimeOffset? Next);
