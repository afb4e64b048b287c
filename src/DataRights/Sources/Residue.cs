namespace DataRights.Sources;

/// <summary>What verification found left in a collection: <paramref name="Kind"/> is <c>row</c>, <c>value</c>, <c>reference</c>, <c>arrived</c>, <c>file</c> or <c>identifier</c>.</summary>
public sealed record Residue(string Collection, string Kind, long Rows)
{
    /// <summary>The column in which an identifier was found; null for the other kinds.</summary>
    public string? Column { get; init; }
}
