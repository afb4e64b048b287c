using System.Collections.Concurrent;
using DataRights.Bench.Load;
using DataRights.Requests;
using DataRights.Requests.Turns;
using DataRights.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DataRights.EndToEnd.Tests.Load;

/// <summary>People with 50,000 rows beside typical ones, at the limits that hold by default.</summary>
public sealed class FairnessTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Large = 6;
    private const int LargeRows = 50_000;
    private const int Small = 24;

    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<RequestKind, int> now = [];
    private readonly ConcurrentDictionary<RequestKind, int> most = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// The large ones stand still until all small ones have ended: were they let take all workers or all of the connection,
    /// no small one would end, and the test not either.
    /// </summary>
    [Fact(Timeout = 180_000)]
    public async Task Small_requests_end_while_more_large_ones_than_there_are_workers_stand_still()
    {
        await using var world = await LoadWorld.CreateAsync(postgres, [(Large, LargeRows), (Small + 4, LoadWorld.Rows)], null, Token);
        await using var host = await world.OpenAsync(Hold, Token);
        var large = await Asking.SubmitAsync(host.Requests, Enumerable.Range(1, Large), Token);
        var small = await Asking.SubmitAsync(host.Requests, Enumerable.Range(Large + 1, Small), Token);
        await host.StartAsync(Token);
        while (host.Store.EndedClaims < Small)
        {
            await Task.Delay(20, Token);
        }

        Assert.All(await StatusesAsync(host, small), s => Assert.Equal(RequestStatus.Completed, s));
        Assert.DoesNotContain(RequestStatus.Completed, await StatusesAsync(host, large));
        released.SetResult();
        await host.DrainAsync(Token);
        await host.StopAsync();

        // Two workers a queue and four turns on the connection: one large run a queue.
        Assert.Equal((1, 1), (most[RequestKind.Access], most[RequestKind.Deletion]));
        Assert.All(await StatusesAsync(host, large), s => Assert.Equal(RequestStatus.Completed, s));
        Assert.Equal([], await new LoadChecks(host, small.Concat(large).ToList()).RunAsync(LoadWorld.Rows, 0, Token));
    }

    private static async Task<IReadOnlyList<RequestStatus>> StatusesAsync(LoadHost host, IEnumerable<Asked> asked)
    {
        var statuses = new List<RequestStatus>();
        foreach (var request in asked)
        {
            statuses.Add((await host.Requests.GetAsync(request.Id, Token))!.Status);
        }

        return statuses;
    }

    private void Hold(IServiceCollection services)
    {
        foreach (var job in services.Where(s => s.ServiceType == typeof(IJob)).ToList())
        {
            services.Remove(job);
            services.AddSingleton<IJob>(p => new HeldJob(Make(job, p), released.Task, new TurnOptions().LargeRows, Changed));
        }
    }

    private static IJob Make(ServiceDescriptor job, IServiceProvider services) =>
        (IJob)(job.ImplementationFactory?.Invoke(services) ?? ActivatorUtilities.CreateInstance(services, job.ImplementationType!));

    private void Changed(RequestKind kind, int by)
    {
        lock (released)
        {
            now[kind] = now.GetValueOrDefault(kind) + by;
            most[kind] = Math.Max(most.GetValueOrDefault(kind), now[kind]);
        }
    }
}
