namespace DataRights.Sources;

/// <summary>A live table.</summary>
/// <param name="Name">As a map would spell it: <c>schema.table</c>, or <c>table</c> in the default schema.</param>
/// <param name="Columns">In table order.</param>
/// <param name="PrimaryKey">The primary key's columns, in key order; empty when there is none.</param>
/// <param name="ForeignKeys">Declared foreign keys that leave the table.</param>
/// <param name="UniqueKeys">Unique constraints and indexes over plain columns, the primary key left out.</param>
/// <param name="Indexes">The leading columns of every index, in index order, the primary key's included.</param>
public sealed record TableSchema(
    string Name,
    IReadOnlyList<ColumnSchema> Columns,
    IReadOnlyList<string> PrimaryKey,
    IReadOnlyList<ForeignKeySchema> ForeignKeys,
    IReadOnlyList<IReadOnlyList<string>> UniqueKeys,
    IReadOnlyList<IReadOnlyList<string>> Indexes)
{
    public TableKind Kind { get; init; }

    /// <summary>Its partitions, by name, down to the last level. They are not listed as tables of their own.</summary>
    public IReadOnlyList<string> Partitions { get; init; } = [];

    /// <summary>The connection's role owns each of them, so that it may drop one.</summary>
    public bool OwnsPartitions { get; init; }

    /// <summary>What it does of its own accord when rows are deleted or updated.</summary>
    public IReadOnlyList<TriggerSchema> Triggers { get; init; } = [];

    public IReadOnlyList<CheckSchema> Checks { get; init; } = [];

    /// <summary>A policy may hide rows from the connection's role.</summary>
    public bool HidesRows { get; init; }

    /// <summary>Columns of the primary key that may be null all the same (SQLite allows it).</summary>
    public IReadOnlyList<string> NullableKey { get; init; } = [];

    public ColumnSchema? Column(string name) => Columns.FirstOrDefault(c => c.Name == name);
}
