namespace DataRights.Searching;

/// <summary>What a deep search found in a column.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Column">The column.</param>
/// <param name="Own">Rows of the person that stay and hold an identifier.</param>
/// <param name="Others">Other people's rows that hold one.</param>
/// <param name="Missed">Why it was not searched to its end: <see cref="NotSearchedReasons.Rows"/> or <see cref="NotSearchedReasons.Time"/>; null when it was.</param>
public sealed record SearchedColumn(string Collection, string Column, long Own, long Others, string? Missed);
