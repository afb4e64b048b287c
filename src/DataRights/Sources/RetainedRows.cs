namespace DataRights.Sources;

/// <summary>Rows kept under one rule. <paramref name="Undated"/> of them have no date to count from and are flagged.</summary>
public sealed record RetainedRows(int Rule, string Law, long Rows, DateTimeOffset? EarliestUntil, DateTimeOffset? LatestUntil, long Undated);
