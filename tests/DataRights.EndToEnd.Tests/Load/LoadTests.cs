using DataRights.Bench.Load;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.EndToEnd.Tests.Load;

/// <summary>Many requests through the embedded composition: none lost, none done twice, whatever happens to the process.</summary>
public sealed class LoadTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(40, false)]
    [InlineData(20, true)]
    public Task A_queue_of_requests_survives_a_host_that_dies_and_messages_that_come_twice(int requests, bool azurite) => RunAsync(requests, azurite);

    [Theory]
    [Trait("run", "long")]
    [InlineData(10_000, false)]
    [InlineData(10_000, true)]
    public Task Ten_thousand_do_too(int requests, bool azurite) => RunAsync(requests, azurite);

    private async Task RunAsync(int requests, bool azurite)
    {
        using var blobs = azurite ? await AzuriteServer.StartAsync() : null;
        Assert.SkipWhen(blobs?.SkipReason is not null, blobs?.SkipReason ?? "");
        await using var world = await LoadWorld.CreateAsync(postgres, [(requests + 10, LoadWorld.Rows)], blobs?.ConnectionString, Token);
        var deleted = Enumerable.Range(1, requests).Where(p => p % 2 != 0).ToList();
        var before = await world.LookAsync(deleted, Token);

        var asked = await WorkAndDieAsync(world, requests);
        await using var host = await world.OpenAsync(null, Token);
        await host.StartAsync(Token);
        await DeliverAgainAsync(host, asked);
        await host.DrainAsync(Token);
        await host.StopAsync();

        Assert.Equal([], await new LoadChecks(host, asked).RunAsync(LoadWorld.Rows, 20, Token));
        var after = await world.LookAsync(deleted, Token);
        Assert.Equal((deleted.Count * LoadWorld.Rows, 0), (before.Rows, after.Rows));
        Assert.Equal(before.Others, after.Others);
    }

    /// <summary>A host whose store is gone in the middle of everything, as when it is killed: what it was about to write is not written.</summary>
    private static async Task<IReadOnlyList<Asked>> WorkAndDieAsync(LoadWorld world, int requests)
    {
        await using var host = await world.OpenAsync(null, Token);
        var asked = await Asking.SubmitAsync(host.Requests, Enumerable.Range(1, requests), Token);
        await host.StartAsync(Token);
        while (host.Store.EndedClaims < requests / 3)
        {
            await Task.Delay(5, Token);
        }

        host.Store.Before = () => throw new StoreException("killed", transient: true);
        return asked;
    }

    private static async Task DeliverAgainAsync(LoadHost host, IReadOnlyList<Asked> asked)
    {
        var runner = host.Get<RequestRunner>();
        foreach (var request in asked.Where((_, i) => i % 7 == 0))
        {
            var record = (await host.Requests.GetAsync(request.Id, Token))!;
            var message = new QueueMessage(record.Id, record.Version);
            await Task.WhenAll(runner.RunAsync(message, 1, Token), runner.RunAsync(message, 2, Token));
        }
    }
}
