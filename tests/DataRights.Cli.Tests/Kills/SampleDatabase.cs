using Microsoft.Data.Sqlite;

namespace DataRights.Cli.Tests.Kills;

/// <summary>The sample's SQLite file in a host's data directory, read beside the host.</summary>
internal sealed class SampleDatabase(string path)
{
    /// <summary>The one database under the directory that has a table of users.</summary>
    public static async Task<SampleDatabase> FindAsync(string data, CancellationToken cancellationToken)
    {
        var found = new List<SampleDatabase>();
        foreach (var file in Directory.EnumerateFiles(data, "*.db", SearchOption.AllDirectories))
        {
            var database = new SampleDatabase(file);
            if (await database.HasUsersAsync(cancellationToken))
                found.Add(database);
        }

        return Assert.Single(found);
    }

    public async Task<long[]> UserIdsAsync(CancellationToken cancellationToken) => [.. await ReadAsync("SELECT id FROM users ORDER BY id", cancellationToken)];

    private async Task<bool> HasUsersAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'users'", cancellationToken))[0] == 1;

    private async Task<List<long>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        await using var connection = new SqliteConnection(builder.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
            values.Add(reader.GetInt64(0));

        return values;
    }
}
