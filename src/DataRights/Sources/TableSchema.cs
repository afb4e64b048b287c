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
    public ColumnSchema? Column(string name) => Columns.FirstOrDefault(c => c.Name == name);
}
