using DataRights.Sql.Grants;

namespace DataRights.Sql.Schema;

/// <summary>One right to be asked after: a grant, or one column of one.</summary>
internal sealed record AskedRight(PostgresGrant Grant, string On, string Schema, string Relation, string Column)
{
    private const string SchemaWord = "schema ";
    private const string OwnTables = "data_rights_";

    public (string Privilege, string On, string Column) Key => (Grant.Privilege, Grant.On, Column);

    public static IEnumerable<AskedRight> Of(PostgresGrant grant)
    {
        if (grant.On == PostgresGrant.Database)
        {
            return [new(grant, "database", "", "", "")];
        }

        if (grant.On.StartsWith(SchemaWord, StringComparison.Ordinal))
        {
            return [new(grant, "schema", Plain(grant.On[SchemaWord.Length..]), "", "")];
        }

        var parts = grant.On.Split("\".\"");
        var (schema, relation) = (Plain($"{parts[0]}\""), Plain($"\"{parts[1]}"));
        return grant.Columns.Count > 0
            ? grant.Columns.Select(c => new AskedRight(grant, "column", schema, relation, c))
            : [new(grant, relation.StartsWith(OwnTables, StringComparison.Ordinal) ? "own" : "table", schema, relation, "")];
    }

    private static string Plain(string quoted) => quoted[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
}
