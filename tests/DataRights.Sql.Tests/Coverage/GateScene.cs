using System.Globalization;
using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Mapping.Loading;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using Xunit;

namespace DataRights.Sql.Tests.Coverage;

/// <summary>A map that covers its database exactly, in a database to be spoilt.</summary>
internal sealed class GateScene(ITestDatabase database)
{
    private const string Json = """
        {
          "name": "gate", "version": 1,
          "controller": { "name": "Gate", "contact": "privacy@gate.example" },
          "clock": { "regime": "gdpr", "answerWithin": "P1M", "deletionGrace": "P1D", "archiveLifetime": "P7D" },
          "identifiers": { "user_id": { "type": "integer" } },
          "sources": {
            "main": { "kind": "KIND", "connection": "Main" }
          },
          "collections": {
            "users": { "source": "main", "from": "users", "key": ["id"], "root": { "id": "user_id" },
              "columns": { "id": {}, "email": {}, "code": {} },
              "deletion": { "treatment": "delete" }
            },
            "invoices": { "source": "main", "from": "invoices", "key": ["id"],
              "columns": { "id": {}, "user_id": {}, "paid_at": {}, "name": {}, "amount": {}, "ref": {} },
              "references": [ { "columns": ["user_id"], "to": "users", "toColumns": ["id"], "owns": true } ],
              "deletion": { "treatment": "retain", "law": "tax", "until": "endOfYear(paid_at) + P7Y",
                  "anonymize": { "user_id": "null", "name": "constant:[deleted]", "ref": "unique:gone-" } }
            },
            "posts": { "source": "main", "from": "posts", "key": ["id"],
              "columns": { "id": {}, "user_id": {}, "editor": {}, "body": {} },
              "references": [
                { "columns": ["user_id"], "to": "users", "toColumns": ["id"], "owns": true },
                { "columns": ["editor"], "to": "users", "toColumns": ["id"], "owns": false, "onDelete": "detach" } ],
              "deletion": { "treatment": "delete" }
            }
          }
        }
        """;

    private const string Tables =
        """
        create table users (id INTEGER primary key, email text, code text);
        create table invoices (id INTEGER primary key, user_id integer references users (id), paid_at TIMESTAMP not null, name text, amount integer, ref text);
        create table posts (id INTEGER primary key, user_id integer references users (id), editor integer references users (id), body text);
        create table unrelated (id INTEGER primary key, note text);
        create index invoices_user on invoices (user_id);
        create index posts_user on posts (user_id);
        create index posts_editor on posts (editor);
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ITestDatabase Database { get; } = database;

    public DataMap Map { get; } = MapOf(database.Kind, json => json);

    public static DataMap MapOf(SourceKind kind, Func<string, string> change) =>
        DataMapLoader.Parse(change(Json.Replace("KIND", kind == SourceKind.Sqlite ? "sqlite" : "postgres", StringComparison.Ordinal)), "map.json");

    public static async Task<GateScene> CreateAsync(ITestDatabase database)
    {
        var scene = new GateScene(database);
        await scene.ExecuteAsync(Tables);
        if (database.Kind == SourceKind.Postgres)
        {
            await scene.ExecuteAsync("create function noted() returns trigger language plpgsql as $$ begin insert into unrelated values (1, 'x'); return old; end $$");
        }

        return scene;
    }

    /// <summary>The number of the map's only line that holds the text.</summary>
    public static int LineOf(string text)
    {
        var lines = Json.Split('\n');
        return Enumerable.Range(1, lines.Length).Single(n => lines[n - 1].Contains(text, StringComparison.Ordinal));
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }

    public async Task<string> TextAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(Token), CultureInfo.InvariantCulture) ?? "";
    }

    public async Task<SourceSchema> SchemaAsync(DataMap? map = null, string? connectionString = null)
    {
        await using var source = SqlSource.Open("main", Database.Kind, connectionString ?? Database.ConnectionString, TimeProvider.System);
        return await source.DescribeForAsync(map ?? Map, Token);
    }

    public async Task<IReadOnlyList<CoverageFinding>> FindingsAsync(DataMap? map = null) =>
        CoverageCheck.Compare(map ?? Map, "main", await SchemaAsync(map));

    public async Task<IReadOnlyList<CoverageFinding>> WarningsAsync() => CoverageCheck.Warnings(Map, "main", await SchemaAsync());

    public async Task<string> FingerprintAsync() => SchemaFingerprint.Of(Map, "main", await SchemaAsync());
}
