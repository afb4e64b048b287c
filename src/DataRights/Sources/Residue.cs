namespace DataRights.Sources;

/// <summary>What verification found left in a collection: <paramref name="Kind"/> is <c>row</c>, <c>value</c>, <c>reference</c>, <c>arrived</c> or <c>file</c>.</summary>
public sealed record Residue(string Collection, string Kind, long Rows);
