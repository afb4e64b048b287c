using DataRights.Bench.Load;
using DataRights.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.EndToEnd.Tests.Load;

/// <summary>Typical people in a database of their own, and a place for the state of hosts that are opened one after another.</summary>
internal sealed class LoadWorld : IAsyncDisposable
{
    public const int Rows = 200;

    private readonly TempDirectory directory = new();
    private readonly PostgresDatabase database;
    private readonly string? azurite;

    private LoadWorld(PostgresDatabase database, string? azurite) => (this.database, this.azurite) = (database, azurite);

    public string Database => database.ConnectionString;

    /// <param name="postgres">The server.</param>
    /// <param name="people">How many people there are, and how many rows each has, group by group.</param>
    /// <param name="azurite">Where the state goes; null for a directory.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<LoadWorld> CreateAsync(PostgresFixture postgres, IEnumerable<(int People, int Rows)> people, string? azurite, CancellationToken cancellationToken)
    {
        var world = new LoadWorld(await postgres.CreateDatabaseAsync(cancellationToken), azurite);
        await LoadPeople.CreateAsync(world.Database, cancellationToken);
        var next = 1;
        foreach (var (count, rows) in people)
        {
            await LoadPeople.SeedAsync(world.Database, next, next + count - 1, rows, cancellationToken);
            next += count;
        }

        await LoadPeople.IndexAsync(world.Database, cancellationToken);
        return world;
    }

    public Task<LoadHost> OpenAsync(Action<IServiceCollection>? change, CancellationToken cancellationToken) =>
        LoadHost.OpenAsync(new LoadSettings(Database, directory.Path, azurite), change, cancellationToken);

    /// <summary>Every row of the database, or nearly: what these people have, and what the others' hash to.</summary>
    public Task<(long Rows, string Others)> LookAsync(IReadOnlyCollection<int> people, CancellationToken cancellationToken) =>
        LoadPeople.LookAsync(Database, people, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        await database.DisposeAsync();
        directory.Dispose();
    }
}
