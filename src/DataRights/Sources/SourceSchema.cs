namespace DataRights.Sources;

/// <summary>The live schema of a database.</summary>
public sealed record SourceSchema(IReadOnlyList<TableSchema> Tables)
{
    /// <summary>The table that a map's <c>from</c> names; a name without a schema means the default one.</summary>
    public TableSchema? Table(string from) => Tables.FirstOrDefault(t => t.Name == Normalize(from));

    /// <summary>Drops the default schema (<c>public</c> or <c>main</c>) from a table name.</summary>
    public static string Normalize(string from) =>
        from.StartsWith("public.", StringComparison.Ordinal) ? from[7..]
        : from.StartsWith("main.", StringComparison.Ordinal) ? from[5..]
        : from;
}
