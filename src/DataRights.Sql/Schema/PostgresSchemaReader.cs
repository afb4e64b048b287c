using System.Data.Common;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Schema;

/// <summary>Reads PostgreSQL's catalogue: ordinary, partitioned and foreign tables of every schema the role can use.</summary>
internal sealed class PostgresSchemaReader : ISchemaReader
{
    // A partition is part of its parent, so it isn't listed by itself.
    private const string TablesSql =
        """
        with t as (
          select c.oid, case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p', 'f') and not c.relispartition
            and n.nspname <> 'information_schema' and n.nspname not like 'pg\_%')
        """;

    private const string ColumnsSql = TablesSql +
        """

        select t.name, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::int,
               coalesce((select format_type(y.typbasetype, y.typtypmod) from pg_type y where y.oid = a.atttypid and y.typtype = 'd'), '')
        from t join pg_attribute a on a.attrelid = t.oid where a.attnum > 0 and not a.attisdropped order by t.name, a.attnum
        """;

    private const string ForeignKeysSql = TablesSql +
        """

        select t.name, k.conname,
               array(select a.attname::text from unnest(k.conkey) with ordinality u(n, o) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by u.o),
               p.name,
               array(select a.attname::text from unnest(k.confkey) with ordinality u(n, o) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by u.o),
               case k.confdeltype when 'a' then 'NO ACTION' when 'r' then 'RESTRICT' when 'c' then 'CASCADE' when 'n' then 'SET NULL' else 'SET DEFAULT' end
        from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' join t p on p.oid = k.confrelid order by t.name, k.conname
        """;

    private const string IndexesSql = TablesSql +
        """

        select t.name, i.indisunique::int, i.indisprimary::int, (i.indpred is not null)::int,
               array(select coalesce(a.attname::text, '') from unnest(i.indkey::int2[]) with ordinality u(n, o)
                     left join pg_attribute a on a.attrelid = t.oid and a.attnum = u.n and u.n <> 0 where u.o <= i.indnkeyatts order by u.o)
        from t join pg_index i on i.indrelid = t.oid where i.indisvalid order by t.name, i.indexrelid
        """;

    public async Task<SourceSchema> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var columns = await SchemaRows.ReadAsync(connection, transaction, ColumnsSql, cancellationToken);
        var foreignKeys = (await SchemaRows.ReadAsync(connection, transaction, ForeignKeysSql, cancellationToken)).ToLookup(r => r.Text(0));
        var indexes = (await SchemaRows.ReadAsync(connection, transaction, IndexesSql, cancellationToken)).ToLookup(r => r.Text(0));

        return new SourceSchema([.. columns.GroupBy(r => r.Text(0)).Select(table => new TableSchema(
            table.Key,
            [.. table.Select(Column)],
            indexes[table.Key].Where(i => i.Number(2) == 1).Select(i => i.Texts(4)).FirstOrDefault([]),
            [.. foreignKeys[table.Key].Select(f => new ForeignKeySchema(f.Text(1), f.Texts(2), f.Text(3), f.Texts(4), f.Text(5)))],
            [.. indexes[table.Key].Where(IsUniqueKey).Select(i => i.Texts(4))],
            [.. indexes[table.Key].Where(i => i.Number(3) == 0).Select(Leading).Where(i => i.Count > 0)]))]);
    }

    private static ColumnSchema Column(SchemaRow row)
    {
        // A domain holds what its base type holds, but a cast names the domain.
        var baseType = row.Text(4).Length > 0 ? row.Text(4) : row.Text(2);
        return new ColumnSchema(row.Text(1), row.Text(2), PostgresTypes.Kind(baseType), row.Number(3) == 0);
    }

    private static bool IsUniqueKey(SchemaRow index) =>
        index.Number(1) == 1 && index.Number(2) == 0 && index.Number(3) == 0 && index.Texts(4).All(c => c.Length > 0);

    private static IReadOnlyList<string> Leading(SchemaRow index) => [.. index.Texts(4).TakeWhile(c => c.Length > 0)];
}
