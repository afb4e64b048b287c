using System.Globalization;
using DataRights.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace DataRights.Cli.Tests.Kills;

/// <summary>A person with some hundred megabytes of rows in one table, on disk.</summary>
internal sealed class LargeExport(TempDirectory directory)
{
    private const string Map = """
        {
          "name": "large", "version": 1,
          "controller": { "name": "Large", "contact": "privacy@large.example", "policyUrl": "https://large.example", "complaintTo": "the authority", "language": "en" },
          "clock": { "regime": "gdpr", "answerWithin": "P30D", "deletionGrace": "P7D", "archiveLifetime": "P7D", "exportEvery": "P0D" },
          "identifiers": { "user_id": { "type": "integer" } },
          "sources": { "main": { "kind": "sqlite", "connection": "MainDb", "backups": "P14D" } },
          "collections": {
            "users": { "source": "main", "from": "users", "key": ["id"], "root": { "id": "user_id" }, "purpose": "service", "basis": "contract", "keptFor": "account",
              "columns": { "id": { "category": "account", "origin": "derived" } }, "deletion": { "treatment": "delete" } },
            "events": { "source": "main", "from": "events", "key": ["id"], "purpose": "service", "basis": "contract", "keptFor": "account",
              "references": [ { "columns": ["user_id"], "to": "users", "toColumns": ["id"], "owns": true } ],
              "columns": { "id": { "category": "usage", "origin": "observed" }, "user_id": { "category": "usage", "origin": "observed" }, "detail": { "category": "usage", "origin": "observed" } },
              "deletion": { "treatment": "delete" } }
          }
        }
        """;

    public IReadOnlyList<string> Arguments => ["--map", directory.Combine("map.json"), "--connection", $"MainDb=Data Source={directory.Combine("main.db")}"];

    /// <summary>Rows of 1,400 characters that do not compress to much less than a half.</summary>
    public async Task WriteAsync(int rows, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(directory.Combine("map.json"), Map, cancellationToken);
        await using var connection = new SqliteConnection($"Data Source={directory.Combine("main.db")};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            pragma journal_mode = wal;
            create table users (id integer primary key);
            create table events (id integer primary key, user_id integer not null references users (id), detail text not null);
            create index events_user on events (user_id);
            insert into users values (1);
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) insert into events select i, 1, hex(randomblob(700)) from n;
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
