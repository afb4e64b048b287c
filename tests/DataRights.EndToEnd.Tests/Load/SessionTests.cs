using DataRights.Bench.Load;
using DataRights.Sources;
using DataRights.Sql;
using DataRights.Mapping;
using DataRights.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Xunit;

namespace DataRights.EndToEnd.Tests.Load;

/// <summary>How many sessions a company's database has of us.</summary>
public sealed class SessionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Limit = 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_never_exceed_the_limit_and_the_spare_ones_however_many_requests_there_are()
    {
        await using var world = await LoadWorld.CreateAsync(postgres, [(40, LoadWorld.Rows)], null, Token);
        await using var host = await world.OpenAsync(Limited(world), Token);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watching = WatchAsync(world, done.Token);

        // Submitted while others are worked: both want sessions.
        await host.StartAsync(Token);
        var asked = await Asking.SubmitAsync(host.Requests, Enumerable.Range(1, 30), Token);
        await host.DrainAsync(Token);
        await host.StopAsync();
        await done.CancelAsync();

        Assert.InRange(await watching, 2, Limit + SqlSourceOpener.SpareSessions);
        Assert.Equal([], await new LoadChecks(host, asked).RunAsync(LoadWorld.Rows, 3, Token));
    }

    private static Action<IServiceCollection> Limited(LoadWorld world) => services =>
    {
        var map = (DataMap)services.Single(s => s.ServiceType == typeof(DataMap)).ImplementationInstance!;
        var limits = new ConnectionLimits(map, new Dictionary<string, int> { ["Main"] = Limit });
        services.Replace(ServiceDescriptor.Singleton(limits));
        services.Replace(ServiceDescriptor.Singleton(_ => SourceOpening.Open(map, _ => world.Database, [new SqlSourceOpener(TimeProvider.System, null, limits)])));
    };

    private static async Task<long> WatchAsync(LoadWorld world, CancellationToken cancellationToken)
    {
        var most = 0L;
        await using var connection = new NpgsqlConnection(world.Database);
        await connection.OpenAsync(Token);
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand("select count(*) from pg_stat_activity where application_name = 'data-rights' and datname = current_database()", connection);
            most = Math.Max(most, (long)(await command.ExecuteScalarAsync(Token))!);
            await Task.Delay(2, Token);
        }

        return most;
    }
}
