using DataRights.Cli.Tests.Hosts;
using DataRights.Cli.Tests.Kills;
using DataRights.Testing.Processes;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Postgres;

/// <summary>What the demonstration does on SQLite, done on PostgreSQL through the host and its calls.</summary>
public sealed class PostgresFlowTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private const int User = 7;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_exported_and_deleted_and_old_page_views_become_totals()
    {
        await using var sample = await PostgresSample.CreateAsync(server, Token);
        var person = PostgresSample.Person(User);
        await using (var check = await HostProcess.RunAsync(sample.Log, ["map", "check", sample.Map, .. sample.Connections], Token))
            Assert.Contains("0 errors", check.Output, StringComparison.Ordinal);

        var others = await sample.CountAsync($"users where id <> {User}", Token);
        await using var host = new ServedHost(sample.Data, sample.Log, sample.Arguments);
        await host.WaitUntilHealthyAsync(Token);
        var exported = await host.DoAsync("access", person, Token);
        Assert.True(exported.Status == "completed" && exported.Outcome!.StartsWith("archived", StringComparison.Ordinal), $"{exported}");
        using (var archive = await host.ArchiveAsync(exported.Id, person, Token))
            await ArchiveCheck.HoldsAsync(archive, Token);

        await using (var plan = await HostProcess.RunAsync(sample.Log, ["plan", "--data", sample.Data, .. sample.Arguments, "--person", $"user_id={User}"], Token))
            Assert.True(plan.ExitCode == 0, plan.Output);

        var deleted = await host.DoAsync("deletion", person, Token);
        Assert.True(deleted.Status == "completed" && deleted.Outcome == "deleted", $"{deleted}");
        var receipt = await host.GetJsonAsync($"/api/requests/{deleted.Id}/receipt", Token);
        Assert.Equal(0, receipt.GetProperty("verification").GetProperty("left").GetInt64());
        Assert.Equal("subject-not-found", (await host.DoAsync("access", person, Token)).Outcome);
        Assert.Equal(0, await sample.CountAsync($"users where id = {User}", Token));
        Assert.Equal(others, await sample.CountAsync("users", Token));

        await UntilRetainedAsync(sample);
        Assert.Equal(0, await host.StopAsync(Token));
        await using var ledger = await HostProcess.RunAsync(sample.Log, ["verify", "ledger", Path.Combine(sample.Data, "state")], Token);
        Assert.True(ledger.ExitCode == 0, ledger.Output);
    }

    /// <summary>The host's timer runs the rules from its start on.</summary>
    private static async Task UntilRetainedAsync(PostgresSample sample)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (await sample.CountAsync("page_views where viewed_at < now() - interval '91 days'", limit.Token) > 0)
            await Task.Delay(250, limit.Token);

        Assert.True(await sample.CountAsync("page_views", Token) > 0, "Younger page views were destroyed too.");
    }
}
