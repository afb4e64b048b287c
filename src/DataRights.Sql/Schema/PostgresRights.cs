using System.Data.Common;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Grants;

namespace DataRights.Sql.Schema;

/// <summary>
/// Compares what <see cref="PostgresGrants"/> says that a map needs with what the role has. Tables and columns that are not
/// there are passed over: their absence is a finding of its own. The system's own tables need not be there when the role may
/// create them.
/// </summary>
internal static class PostgresRights
{
    // Names are looked up in the catalogue, since a cast to regclass fails where the role may not use the schema.
    private const string Sql =
        """
        with asked as (
          select * from unnest(@on, @schema, @relation, @column, @privilege) with ordinality as a("on", schema, relation, "column", privilege, n)),
        found as (
          select a.*, c.oid as relation_id, s.oid as schema_id, p.attnum
          from asked a
          left join pg_namespace s on s.nspname = a.schema
          left join pg_class c on c.relnamespace = s.oid and c.relname = a.relation
          left join pg_attribute p on p.attrelid = c.oid and p.attname = a."column" and not p.attisdropped)
        select n::int,
          case "on"
            when 'database' then not has_database_privilege(current_database(), privilege)
            when 'schema' then schema_id is not null and not has_schema_privilege(schema_id, privilege)
            when 'column' then attnum is not null and not has_column_privilege(relation_id, attnum, privilege)
            when 'own' then not case when relation_id is null then has_schema_privilege(schema_id, 'create') else has_table_privilege(relation_id, privilege) end
            else relation_id is not null and not has_table_privilege(relation_id, privilege)
          end::int
        from found order by n
        """;

    public static async Task<IReadOnlyList<MissingRight>> MissingAsync(DbConnection connection, DataMap map, string source, CancellationToken cancellationToken)
    {
        var asked = PostgresGrants.Of(map, source).SelectMany(AskedRight.Of).ToList();
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        Add(command, "on", asked.Select(a => a.On));
        Add(command, "schema", asked.Select(a => a.Schema));
        Add(command, "relation", asked.Select(a => a.Relation));
        Add(command, "column", asked.Select(a => a.Column));
        Add(command, "privilege", asked.Select(a => a.Grant.Privilege));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var answers = await SchemaRows.RowsAsync(reader, cancellationToken);

        var needed = PostgresGrants.Of(map with { Retention = [] }, source).SelectMany(AskedRight.Of).Select(a => a.Key).ToHashSet();
        return
        [
            .. asked.Where((_, i) => answers[i].Number(1) == 1)
                .GroupBy(a => (a.Grant.Privilege, a.Grant.On, ForRetention: !needed.Contains(a.Key)))
                .Select(g => new MissingRight(g.Key.Privilege, g.Key.On, Table(g.First()), [.. g.Select(a => a.Column).Where(c => c.Length > 0)], g.Key.ForRetention)),
        ];
    }

    private static string? Table(AskedRight right) =>
        right.Relation.Length == 0 ? null : right.Schema == "public" ? right.Relation : $"{right.Schema}.{right.Relation}";

    private static void Add(DbCommand command, string name, IEnumerable<string> values)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, values.ToArray());
        command.Parameters.Add(parameter);
    }
}
