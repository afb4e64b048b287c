namespace DataRights.Mapping;

/// <summary>
/// <c>endOfYear(paid_at) + P7Y</c>: a date column, optionally moved to the end of its month or year, plus a duration.
/// A null date means the row is retained and flagged.
/// </summary>
public sealed record UntilRule(UntilBase Base, string Column, IsoDuration Add);
