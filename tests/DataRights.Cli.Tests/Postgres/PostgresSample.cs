using DataRights.Mapping;
using DataRights.Samples.PythonPro;
using DataRights.Testing.Servers;
using Npgsql;

namespace DataRights.Cli.Tests.Postgres;

/// <summary>The sample on a PostgreSQL database of its own, with its files and its map.</summary>
internal sealed class PostgresSample : IAsyncDisposable
{
    private const int People = 60;

    private readonly TempDirectory directory = new();

    private PostgresSample(PostgresDatabase database) => Database = database;

    public PostgresDatabase Database { get; }

    public string Data => directory.Combine("data");

    public string Log => directory.Combine("log");

    public string Map => directory.Combine("map.json");

    /// <summary>The arguments that lead a host to it.</summary>
    public IReadOnlyList<string> Arguments => ["--map", Map, .. Connections];

    public IReadOnlyList<string> Connections => ["--connection", $"MainDb={Database.ConnectionString}", "--connection", $"Files={directory.Combine("files")}"];

    public static async Task<PostgresSample> CreateAsync(PostgresFixture server, CancellationToken cancellationToken)
    {
        var sample = new PostgresSample(await server.CreateDatabaseAsync(cancellationToken));
        await File.WriteAllTextAsync(sample.Map, PythonProSample.MapJson(SourceKind.Postgres), cancellationToken);
        await using var connection = await sample.Database.OpenAsync(cancellationToken);
        await PythonProSeeder.SeedAsync(connection, SqlFlavor.Postgres, sample.directory.Combine("files"), new SeedOptions(DateTimeOffset.UtcNow, People), cancellationToken);
        return sample;
    }

    public static IReadOnlyDictionary<string, string> Person(long user) => new Dictionary<string, string> { ["user_id"] = $"{user}" };

    /// <summary>By a connection of its own: pooled ones may have been cut off.</summary>
    public async Task<long> CountAsync(string from, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select count(*) from {from}", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        directory.Dispose();
    }
}
