using DataRights.Cli.Tests.Hosts;
using DataRights.Cli.Tests.Kills;
using DataRights.Testing.Processes;
using DataRights.Testing.Servers;
using Npgsql;

namespace DataRights.Cli.Tests.Postgres;

/// <summary>A PostgreSQL that drops its connections, or takes none for a while, costs time and nothing else.</summary>
public sealed class PostgresTroubleTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Dropped_connections_and_closed_doors_lose_nothing() => RunAsync(people: 4, waves: 6);

    [Fact]
    [Trait("run", "long")]
    public Task Many_dropped_connections_and_closed_doors_lose_nothing() => RunAsync(people: 20, waves: 40);

    private async Task RunAsync(int people, int waves)
    {
        await using var sample = await PostgresSample.CreateAsync(server, Token);
        await using var admin = await server.Database.OpenAsync(Token);
        var before = await sample.CountAsync("users", Token);
        await using var host = new ServedHost(sample.Data, sample.Log, sample.Arguments);
        await host.WaitUntilHealthyAsync(Token);
        var requests = new List<(string Id, int User)>();
        for (var user = 1; user <= people; user++)
        {
            requests.Add(((await host.SubmitAsync("deletion", PostgresSample.Person(user), Token, waiveGrace: true)).Id, user));
            requests.Add(((await host.SubmitAsync("access", PostgresSample.Person(people + user), Token)).Id, people + user));
        }

        await HarassAsync(admin, sample, waves);
        foreach (var (id, user) in requests)
        {
            var ended = await host.UntilEndedAsync(id, Token);
            Assert.True(ended.Status == "completed", $"{ended}\n{host.Output}");
            if (ended.Outcome != "deleted")
            {
                using var archive = await host.ArchiveAsync(id, PostgresSample.Person(user), Token);
                await ArchiveCheck.HoldsAsync(archive, Token);
            }
        }

        Assert.Equal(before - people, await sample.CountAsync("users", Token));
        Assert.Equal(0, await sample.CountAsync($"profiles where user_id <= {people}", Token));
        Assert.Equal(0, await host.StopAsync(Token));
        await using var ledger = await HostProcess.RunAsync(sample.Log, ["verify", "ledger", Path.Combine(sample.Data, "state")], Token);
        Assert.True(ledger.ExitCode == 0, ledger.Output);
    }

    private static async Task HarassAsync(NpgsqlConnection admin, PostgresSample sample, int waves)
    {
        var name = new NpgsqlConnectionStringBuilder(sample.Database.ConnectionString).Database!;
        for (var wave = 0; wave < waves; wave++)
        {
            // Every third time the doors stay shut for a while as well.
            var closed = wave % 3 == 2;
            if (closed)
                await RunSqlAsync(admin, $"alter database {name} with allow_connections false");

            await RunSqlAsync(admin, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
            await Task.Delay(closed ? 700 : 120, Token);
            if (closed)
                await RunSqlAsync(admin, $"alter database {name} with allow_connections true");
        }
    }

    private static async Task RunSqlAsync(NpgsqlConnection admin, string sql)
    {
        await using var command = new NpgsqlCommand(sql, admin);
        await command.ExecuteNonQueryAsync(Token);
    }
}
