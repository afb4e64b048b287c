namespace DataRights.Sources;

/// <summary>Rows that somebody else has a part in, and that a reference ties to the person by columns that may not be null.</summary>
/// <param name="Collection">Where they are.</param>
/// <param name="Columns">The columns.</param>
/// <param name="To">What they refer to.</param>
/// <param name="Line">The map's line of the reference.</param>
/// <param name="Rows">How many.</param>
public sealed record BoundRows(string Collection, IReadOnlyList<string> Columns, string To, int Line, long Rows);
