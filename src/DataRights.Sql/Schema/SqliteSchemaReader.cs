using System.Data.Common;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataRights.Sql.Schema;

/// <summary>Reads SQLite's schema from its pragmas, and what no pragma tells from the definitions themselves.</summary>
internal sealed class SqliteSchemaReader : ISchemaReader
{
    private const string TablesSql =
        """
        select m.name, m.type, m.sql, l.wr from sqlite_schema m join pragma_table_list l on l.name = m.name and l.schema = 'main'
        where m.type in ('table', 'view')
        """;

    private const string ColumnsSql =
        """
        select m.name, c.name, c.type, c."notnull", c.pk, c.hidden from sqlite_schema m join pragma_table_xinfo(m.name) c
        where m.type in ('table', 'view') and m.name not like 'sqlite\_%' escape '\' and c.hidden <> 1 order by m.name, c.cid
        """;

    private const string ForeignKeysSql =
        """
        select m.name, f.id, f."from", f."table", f."to", f.on_delete, f.on_update from sqlite_schema m join pragma_foreign_key_list(m.name) f
        where m.type = 'table' order by m.name, f.id, f.seq
        """;

    private const string IndexesSql =
        """
        select m.name, i.name, i."unique", i.partial, i.origin, x.name, m.rowid from sqlite_schema m
        join pragma_index_list(m.name) i join pragma_index_info(i.name) x
        where m.type = 'table' order by m.name, i.name, x.seqno
        """;

    private const string TriggersSql = "select tbl_name, name, sql from sqlite_schema where type = 'trigger' order by tbl_name, name";

    public async Task<SourceSchema> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var read = await SchemaRows.ReadAllAsync(connection, transaction, [TablesSql, ColumnsSql, ForeignKeysSql, IndexesSql, TriggersSql, "pragma main.journal_mode"], cancellationToken);
        var tables = read[0].ToDictionary(r => r.Text(0));
        var (columns, foreignKeys, indexes) = (read[1], read[2], read[3]);
        var triggers = read[4].ToLookup(r => r.Text(0), StringComparer.OrdinalIgnoreCase);
        var primaryKeys = columns.GroupBy(r => r.Text(0)).ToDictionary(g => g.Key, PrimaryKey);

        return new SourceSchema([.. columns.GroupBy(r => r.Text(0)).Select(table => new TableSchema(
            table.Key,
            [.. table.Select(Column)],
            primaryKeys[table.Key],
            [.. foreignKeys.Where(f => f.Text(0) == table.Key).GroupBy(f => f.Number(1)).Select(f => ForeignKey(f, primaryKeys))],
            [.. Indexes(indexes, table.Key).Where(i => i.First().Number(2) == 1 && i.First().Number(3) == 0 && i.First().Text(4) != "pk").Select(ColumnsOf)],
            Leading(primaryKeys[table.Key], Indexes(indexes, table.Key).Where(i => i.First().Number(3) == 0).Select(ColumnsOf)))
        {
            Kind = tables[table.Key].Text(1) == "view" ? TableKind.View : TableKind.Table,
            Triggers = [.. triggers[table.Key].Select(t => SqliteDefinitions.Trigger(t.Text(1), t.Text(2))).Where(t => t.OnDelete || t.OnUpdate)],
            Checks = SqliteDefinitions.Checks(tables[table.Key].Text(2)),
            NullableKey = NullableKey(table, withoutRowId: tables[table.Key].Number(3) == 1),
        })])
        {
            ReadersBlockWriters = read[5][0].Text(0) is not ("wal" or "memory" or "off"),
            IsReadOnly = raw.sqlite3_db_readonly(((SqliteConnection)connection).Handle, "main") == 1,
        };
    }

    public Task<IReadOnlyList<MissingRight>> MissingRightsAsync(DbConnection connection, DataMap map, string source, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MissingRight>>([]);

    private static ColumnSchema Column(SchemaRow row) =>
        new(row.Text(1), row.Text(2), SqliteValues.Kind(row.Text(2)), row.Number(3) == 0 && row.Number(4) == 0) { IsGenerated = row.Number(5) is 2 or 3 };

    private static IReadOnlyList<string> PrimaryKey(IEnumerable<SchemaRow> table) =>
        [.. table.Where(r => r.Number(4) > 0).OrderBy(r => r.Number(4)).Select(r => r.Text(1))];

    // Only the row id itself (a single INTEGER) and the keys of tables without one are never null by themselves.
    private static IReadOnlyList<string> NullableKey(IEnumerable<SchemaRow> table, bool withoutRowId)
    {
        var key = table.Where(r => r.Number(4) > 0).ToList();
        return withoutRowId || (key.Count == 1 && key[0].Text(2).Equals("INTEGER", StringComparison.OrdinalIgnoreCase))
            ? []
            : [.. key.Where(r => r.Number(3) == 0).Select(r => r.Text(1))];
    }

    private static ForeignKeySchema ForeignKey(IEnumerable<SchemaRow> rows, Dictionary<string, IReadOnlyList<string>> primaryKeys)
    {
        var parts = rows.ToList();
        var target = parts[0].Text(3);
        // A foreign key that names no columns means the target's primary key.
        var toColumns = parts[0].IsNull(4) ? primaryKeys.GetValueOrDefault(target, []) : [.. parts.Select(p => p.Text(4))];
        return new ForeignKeySchema(FormattableString.Invariant($"fk_{parts[0].Text(0)}_{parts[0].Number(1)}"), [.. parts.Select(p => p.Text(2))], target, toColumns, parts[0].Text(5))
        {
            OnUpdate = parts[0].Text(6),

            // A pragma defers every one of them.
            IsDeferrable = true,
        };
    }

    private static IEnumerable<IEnumerable<SchemaRow>> Indexes(IReadOnlyList<SchemaRow> rows, string table) =>
        rows.Where(r => r.Text(0) == table).GroupBy(r => r.Text(1));

    // An expression has no column name; what stands before it still leads.
    private static IReadOnlyList<string> ColumnsOf(IEnumerable<SchemaRow> index) =>
        [.. index.TakeWhile(r => !r.IsNull(5)).Select(r => r.Text(5))];

    private static IReadOnlyList<IReadOnlyList<string>> Leading(IReadOnlyList<string> primaryKey, IEnumerable<IReadOnlyList<string>> indexes) =>
        [.. indexes.Prepend(primaryKey).Where(i => i.Count > 0)];
}
