using Npgsql;

namespace DataRights.Bench.Retention;

/// <summary>The page views, made once inside a database, and copies of it.</summary>
internal sealed class RetentionData(string server)
{
    public static string MapFile => Path.Combine(AppContext.BaseDirectory, "Retention", "Data", "retention-map.json");

    /// <summary>Without a pool: a database that is copied or dropped must have no session left.</summary>
    public string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false, CommandTimeout = 0 }.ToString();

    public async Task MakeAsync(string database, int rows, CancellationToken cancellationToken)
    {
        await ExecuteAsync(server, $"create database {database}", cancellationToken);
        await using var open = new NpgsqlConnection(ConnectionTo(database));
        await open.OpenAsync(cancellationToken);
        await ExecuteAsync(open, FormattableString.Invariant($"select set_config('bench.rows', '{rows}', false), setseed(0.5), set_config('maintenance_work_mem', '256MB', false)"), cancellationToken);
        foreach (var statement in (await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(MapFile)!, "seed.sql"), cancellationToken)).Split(";\n", StringSplitOptions.RemoveEmptyEntries))
        {
            // One by one: a vacuum stands alone.
            await ExecuteAsync(open, statement, cancellationToken);
        }
    }

    /// <summary>A copy, byte for byte, and everything written to disk, so that what is measured next pays for nothing of it.</summary>
    public async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        await ExecuteAsync(server, $"create database {to} template {from} strategy file_copy", cancellationToken);
        await ExecuteAsync(server, "checkpoint", cancellationToken);
    }

    public Task DropAsync(string database, CancellationToken cancellationToken) => ExecuteAsync(server, $"drop database {database} with (force)", cancellationToken);

    public static async Task<long> CountAsync(string connection, string from, CancellationToken cancellationToken)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select count(*) from {from}", open) { CommandTimeout = 0 };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task ExecuteAsync(string connection, string sql, CancellationToken cancellationToken)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        await ExecuteAsync(open, sql, cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection open, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, open) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
