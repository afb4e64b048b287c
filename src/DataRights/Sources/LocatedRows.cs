namespace DataRights.Sources;

/// <summary>How many of a collection's located rows fall under one of its deletion rules, and whether they may go.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Rule">The index of the rule.</param>
/// <param name="Kept">Why the rule is not applied to them, if it is not.</param>
/// <param name="Rows">How many.</param>
public sealed record LocatedRows(string Collection, int Rule, KeptBecause Kept, long Rows);
