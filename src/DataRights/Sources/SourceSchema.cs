namespace DataRights.Sources;

/// <summary>The live schema of a database.</summary>
public sealed record SourceSchema(IReadOnlyList<TableSchema> Tables)
{
    /// <summary>The server only follows another one, so that nothing can be written to it and what it shows may be late.</summary>
    public bool IsReplica { get; init; }

    /// <summary>The connection cannot write: transactions are read-only by default, or the file is.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Who reads keeps writers waiting, and the other way round: SQLite with a rollback journal.</summary>
    public bool ReadersBlockWriters { get; init; }

    /// <summary>What the connection's role lacks of what a map asks for; empty unless the schema was described for a map.</summary>
    public IReadOnlyList<MissingRight> MissingRights { get; init; } = [];

    /// <summary>The table that a map's <c>from</c> names; a name without a schema means the default one.</summary>
    public TableSchema? Table(string from) => Tables.FirstOrDefault(t => t.Name == Normalize(from));

    /// <summary>The partitioned table of which <paramref name="from"/> names a partition; null when it names none.</summary>
    public TableSchema? WholeOf(string from) => Tables.FirstOrDefault(t => t.Partitions.Contains(Normalize(from)));

    /// <summary>Drops the default schema (<c>public</c> or <c>main</c>) from a table name.</summary>
    public static string Normalize(string from) =>
        from.StartsWith("public.", StringComparison.Ordinal) ? from[7..]
        : from.StartsWith("main.", StringComparison.Ordinal) ? from[5..]
        : from;
}
