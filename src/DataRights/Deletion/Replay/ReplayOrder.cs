namespace DataRights.Deletion.Replay;

/// <summary>What a replay is to do.</summary>
/// <param name="Since">When the backup was taken, or somewhat before: deletions with effects at or after that moment are done again.</param>
/// <param name="Source">The restored source; null for all of the map's databases.</param>
/// <param name="DryRun">Only says what would be done.</param>
public sealed record ReplayOrder(DateTimeOffset Since, string? Source, bool DryRun);
