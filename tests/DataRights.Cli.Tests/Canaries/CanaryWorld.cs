using DataRights.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace DataRights.Cli.Tests.Canaries;

/// <summary>A small company of its own: a SQLite database, a directory of files and a data map, with marked people in it.</summary>
internal sealed class CanaryWorld : IAsyncDisposable
{
    private const string Schema =
        """
        create table people (handle text primary key, email text not null unique, name text, note text);
        create table addresses (id integer primary key, handle text not null references people (handle), street text);
        create table orders (id integer primary key, handle text references people (handle), buyer text, paid_at timestamp not null);
        create table posts (id text primary key, author text references people (handle), parent text references posts (id), body text);
        create table views (id integer primary key, handle text references people (handle), page text, seen_at timestamp not null);
        """;

    private const string Map =
        """
        {
          "name": "canaries", "version": 1,
          "controller": { "name": "Aviary", "contact": "privacy@aviary.example" },
          "clock": { "regime": "gdpr", "answerWithin": "P30D", "deletionGrace": "P7D", "archiveLifetime": "PT15S", "exportEvery": "P0D" },
          "identifiers": { "handle": { "type": "text" }, "email": { "type": "email" } },
          "sources": { "main": { "kind": "sqlite", "connection": "MainDb" }, "files": { "kind": "files", "connection": "Files" } },
          "collections": {
            "people": {
              "source": "main", "from": "people", "key": ["handle"], "root": { "handle": "handle", "email": "email" },
              "columns": { "handle": {COLUMN}, "email": {COLUMN}, "name": {COLUMN}, "note": {COLUMN} },
              "deletion": { "treatment": "delete" }
            },
            "addresses": {
              "source": "main", "from": "addresses", "key": ["id"], "triggers": { "t": "keeps an address" },
              "references": [ { "columns": ["handle"], "to": "people", "toColumns": ["handle"], "owns": true } ],
              "columns": { "id": {COLUMN}, "handle": {COLUMN}, "street": {COLUMN} },
              "deletion": { "treatment": "delete" }
            },
            "orders": {
              "source": "main", "from": "orders", "key": ["id"],
              "references": [ { "columns": ["handle"], "to": "people", "toColumns": ["handle"], "owns": true } ],
              "columns": { "id": {COLUMN}, "handle": {COLUMN}, "buyer": {COLUMN}, "paid_at": {COLUMN} },
              "deletion": { "treatment": "retain", "law": "tax records", "until": "endOfYear(paid_at) + P7Y", "anonymize": { "handle": "null", "buyer": "constant:[deleted]" } }
            },
            "posts": {
              "source": "main", "from": "posts", "key": ["id"],
              "references": [
                { "columns": ["author"], "to": "people", "toColumns": ["handle"], "owns": true },
                { "columns": ["parent"], "to": "posts", "toColumns": ["id"], "owns": false, "onDelete": "detach" } ],
              "columns": { "id": {COLUMN}, "author": {COLUMN}, "parent": {COLUMN}, "body": {COLUMN} },
              "deletion": { "treatment": "delete" }
            },
            "views": {
              "source": "main", "from": "views", "key": ["id"],
              "references": [ { "columns": ["handle"], "to": "people", "toColumns": ["handle"], "owns": true } ],
              "columns": { "id": {COLUMN}, "handle": {COLUMN}, "page": {COLUMN}, "seen_at": {COLUMN} },
              "deletion": { "treatment": "delete" }
            },
            "uploads": { "source": "files", "from": "uploads/{people.handle}/", "deletion": { "treatment": "delete" } }
          },
          "retention": [ {
            "name": "views", "source": "main", "from": "views", "time": "seen_at", "zone": "UTC", "window": "P30D",
            "person": ["handle"], "keep": { "page": "as-is", "seen_at": "day" }, "measures": { "views": "count" },
            "into": "views_daily", "minimumPeople": 3 } ]
        }
        """;

    private const string Column = """{ "category": "account", "origin": "provided" }""";

    private readonly TempDirectory directory = new();
    private readonly SqliteFile database;

    private CanaryWorld(SqliteFile database) => this.database = database;

    /// <summary>The database's file.</summary>
    public string DatabaseFile => database.Path;

    public string MapFile => directory.Combine("map.json");

    /// <summary>The arguments that lead a command to this world.</summary>
    public IReadOnlyList<string> Arguments => ["--map", MapFile, "--connection", $"MainDb={database.ConnectionString}", "--connection", $"Files={directory.Combine("files")}"];

    public static async Task<CanaryWorld> CreateAsync(IEnumerable<CanaryPerson> people, CancellationToken cancellationToken)
    {
        var world = new CanaryWorld(await SqliteFile.CreateAsync(cancellationToken));
        await File.WriteAllTextAsync(world.MapFile, Map.Replace("{COLUMN}", Column, StringComparison.Ordinal), cancellationToken);
        await world.ExecuteAsync(Schema, cancellationToken);
        foreach (var person in people)
            await world.AddAsync(person, cancellationToken);

        return world;
    }

    /// <summary>The folder of a person's files, whose name is the person's.</summary>
    public string FolderOf(CanaryPerson person) => directory.Combine("files", "uploads", person.Handle);

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => database.ExecuteAsync(sql, cancellationToken);

    public async Task<long> CountAsync(string from, CancellationToken cancellationToken) =>
        await database.ScalarAsync<long>($"select count(*) from {from}", cancellationToken);

    /// <summary>Every value of a table, one after the other.</summary>
    public async Task<string> DumpAsync(string table, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select * from {table}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<object>();
        while (await reader.ReadAsync(cancellationToken))
            values.AddRange(Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue));

        return string.Join('\n', values);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        directory.Dispose();
    }

    private async Task AddAsync(CanaryPerson person, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            insert into people values ($handle, $email, $name, $note);
            insert into addresses (handle, street) values ($handle, $street);
            insert into orders (handle, buyer, paid_at) values ($handle, $name, '2026-01-05T10:00:00Z');
            insert into posts values ($post, $handle, null, $body), ($post || '-reply', null, $post, 'An answer.');
            insert into views (handle, page, seen_at) values ($handle, $page, '2026-01-05T10:00:00Z'), ($handle, 'home', '2026-01-05T10:00:00Z');
            """;
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["$handle"] = person.Handle, ["$email"] = person.Email, ["$name"] = person.Name, ["$note"] = person.Note,
            ["$street"] = person.Street, ["$post"] = person.Post, ["$body"] = person.Body, ["$page"] = person.Page,
        })
            command.Parameters.Add(new SqliteParameter(name, value));

        await command.ExecuteNonQueryAsync(cancellationToken);
        Directory.CreateDirectory(FolderOf(person));
        await File.WriteAllTextAsync(Path.Combine(FolderOf(person), person.FileName + ".txt"), person.FileText, cancellationToken);
    }
}
