namespace DataRights.Deletion.Receipts;

/// <summary>Something that a deep search left out: a column, or an identifier of the map, and why (<see cref="DataRights.Searching.NotSearchedReasons"/>).</summary>
public sealed record NotSearchedFact(string? Collection, string? Column, string? Identifier, string Reason);
