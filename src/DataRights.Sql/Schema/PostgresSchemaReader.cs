using System.Data.Common;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Schema;

/// <summary>Reads PostgreSQL's catalogue, in one round trip: tables, partitioned and foreign ones, and views of every schema.</summary>
internal sealed class PostgresSchemaReader : ISchemaReader
{
    private static readonly string[] Queries =
    [
        PostgresCatalogue.Server, PostgresCatalogue.Tables, PostgresCatalogue.Columns, PostgresCatalogue.ForeignKeys,
        PostgresCatalogue.Indexes, PostgresCatalogue.Triggers, PostgresCatalogue.Checks,
    ];

    public async Task<SourceSchema> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var read = await SchemaRows.ReadAllAsync(connection, transaction, Queries, cancellationToken);
        var tables = read[1].ToDictionary(r => r.Text(0));
        var foreignKeys = read[3].ToLookup(r => r.Text(0));
        var indexes = read[4].ToLookup(r => r.Text(0));
        var triggers = read[5].ToLookup(r => r.Text(0));
        var checks = read[6].ToLookup(r => r.Text(0));

        // The queries see one after the other what others commit: a table that was made in between has columns and is in no list yet.
        return new SourceSchema([.. read[2].GroupBy(r => r.Text(0)).Where(g => tables.ContainsKey(g.Key)).Select(table => new TableSchema(
            table.Key,
            [.. table.Select(Column)],
            indexes[table.Key].Where(i => i.Number(2) == 1).Select(i => i.Texts(4)).FirstOrDefault([]),
            [.. foreignKeys[table.Key].Select(ForeignKey)],
            [.. indexes[table.Key].Where(IsUniqueKey).Select(i => i.Texts(4))],
            [.. indexes[table.Key].Where(i => i.Number(3) == 0).Select(Leading).Where(i => i.Count > 0)])
        {
            Kind = tables[table.Key].Text(1) switch { "v" => TableKind.View, "m" => TableKind.MaterializedView, "f" => TableKind.Foreign, _ => TableKind.Table },
            HidesRows = tables[table.Key].Number(2) == 1,
            Partitions = tables[table.Key].Texts(3),
            OwnsPartitions = tables[table.Key].Number(4) == 1,
            Triggers = [.. triggers[table.Key].Select(g => new TriggerSchema(g.Text(1), g.Number(2) == 1, g.Number(3) == 1, g.Texts(4), g.Text(5)))],
            Checks = [.. checks[table.Key].Select(c => new CheckSchema(c.Text(1), c.Text(2)))],
        })])
        {
            IsReplica = read[0][0].Number(0) == 1,
            IsReadOnly = read[0][0].Number(1) == 1,
        };
    }

    public Task<IReadOnlyList<MissingRight>> MissingRightsAsync(DbConnection connection, DataMap map, string source, CancellationToken cancellationToken) =>
        PostgresRights.MissingAsync(connection, map, source, cancellationToken);

    private static ColumnSchema Column(SchemaRow row)
    {
        // A domain holds what its base type holds, but a cast names the domain.
        var baseType = row.Text(4).Length > 0 ? row.Text(4) : row.Text(2);
        return new ColumnSchema(row.Text(1), row.Text(2), PostgresTypes.Kind(baseType), row.Number(3) == 0)
        {
            IsGenerated = row.Number(5) == 1,
            MaxLength = row.Number(6) >= 0 ? (int)row.Number(6) : null,
            Labels = row.Texts(7),
        };
    }

    private static ForeignKeySchema ForeignKey(SchemaRow row) => new(row.Text(1), row.Texts(2), row.Text(3), row.Texts(4), Action(row.Text(5)))
    {
        OnUpdate = Action(row.Text(6)),
        IsDeferrable = row.Number(7) == 1,
    };

    private static string Action(string letter) => letter switch
    {
        "a" => "NO ACTION",
        "r" => "RESTRICT",
        "c" => "CASCADE",
        "n" => "SET NULL",
        _ => "SET DEFAULT",
    };

    private static bool IsUniqueKey(SchemaRow index) =>
        index.Number(1) == 1 && index.Number(2) == 0 && index.Number(3) == 0 && index.Texts(4).All(c => c.Length > 0);

    private static IReadOnlyList<string> Leading(SchemaRow index) => [.. index.Texts(4).TakeWhile(c => c.Length > 0)];
}
