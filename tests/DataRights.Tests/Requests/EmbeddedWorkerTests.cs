using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class EmbeddedWorkerTests
{
    private readonly World world = new();
    private readonly ListLogger<EmbeddedWorker> log = new();

    [Fact]
    public async Task It_works_what_comes_and_ends_when_it_is_told_to()
    {
        using var host = CancellationTokenSource.CreateLinkedTokenSource(World.Token);
        var working = Worker(world.Queue, new TestJob()).RunAsync(QueueNames.Export, 3, host.Token);
        for (var i = 0; i < 10; i++)
        {
            await world.Service().SubmitAsync(World.Ask(RequestKind.Access, $"{i}0"), World.Token);
        }

        await UntilAsync(() => world.Queue.Waiting.Count == 0);
        await host.CancelAsync();
        await working;

        var all = await world.AllAsync();
        Assert.Equal(10, all.Count);
        Assert.All(all, r => Assert.Equal(RequestStatus.Completed, r.Status));
    }

    [Fact]
    public async Task A_message_stays_hidden_for_as_long_as_its_run_lives()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        using var host = CancellationTokenSource.CreateLinkedTokenSource(World.Token);
        var options = new WorkerOptions();
        var stolen = false;
        var job = new TestJob(async (_, ct) =>
        {
            for (var i = 0; i < 12; i++)
            {
                var before = world.Queue.NextVisible;
                world.Clock.Advance(options.Visibility / 3);
                await UntilAsync(() => world.Queue.NextVisible > before);
                stolen |= await world.Queue.TryReceiveAsync(QueueNames.Export, options.Visibility, ct) is not null;
            }

            return JobResult.Completed("done");
        });

        var working = Worker(world.Queue, job).RunAsync(QueueNames.Export, 1, host.Token);
        await UntilAsync(() => world.Queue.Waiting.Count == 0);
        await host.CancelAsync();
        await working;

        Assert.False(stolen);
        Assert.Equal(1, job.Runs);
    }

    [Fact]
    public async Task A_queue_that_fails_does_not_end_it()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        using var host = CancellationTokenSource.CreateLinkedTokenSource(World.Token);
        var broken = new BrokenReceiver(world.Queue, 5);

        var working = Worker(broken, new TestJob()).RunAsync(QueueNames.Export, 1, host.Token);
        await UntilAsync(() =>
        {
            world.Clock.Advance(TimeSpan.FromSeconds(2));
            return world.Queue.Waiting.Count == 0;
        });
        await host.CancelAsync();
        await working;

        Assert.Equal(5, log.Lines.Count(l => l.Contains("disk-gone", StringComparison.Ordinal) || l.Contains("internal-error", StringComparison.Ordinal)));
        Assert.DoesNotContain(log.Lines, l => l.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stopping_host_gives_its_message_back_at_once()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
        using var host = CancellationTokenSource.CreateLinkedTokenSource(World.Token);
        var job = new TestJob(async (_, ct) =>
        {
            await host.CancelAsync();
            await Task.Delay(Timeout.Infinite, ct);
            return JobResult.Completed("never");
        });

        await Worker(world.Queue, job).RunAsync(QueueNames.Export, 1, host.Token);

        Assert.Equal(RequestStatus.Queued, (await world.ReadAsync(id)).Status);
        Assert.True(await world.DeliverAsync(world.Runner(new TestJob())));
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(id)).Status);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1, World.Token);
        }
    }

    private EmbeddedWorker Worker(IJobReceiver receiver, IJob job) => new(receiver, world.Runner(job), new WorkerOptions(), world.Clock, log);

    private sealed class BrokenReceiver(IJobReceiver inner, int failures) : IJobReceiver
    {
        private int left = failures;

        public Task<ReceivedMessage?> TryReceiveAsync(string queue, TimeSpan visibility, CancellationToken cancellationToken) =>
            left-- > 0
                ? throw (left % 2 == 0 ? new StoreException("disk-gone", transient: false) : new FormatException("canary"))
                : inner.TryReceiveAsync(queue, visibility, cancellationToken);

        public Task<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) => inner.CompleteAsync(message, cancellationToken);

        public Task<bool> AbandonAsync(ReceivedMessage message, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
            inner.AbandonAsync(message, notBefore, cancellationToken);

        public Task<ReceivedMessage?> RenewAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
            inner.RenewAsync(message, visibility, cancellationToken);

        public Task WaitAsync(string queue, TimeSpan atMost, CancellationToken cancellationToken) => inner.WaitAsync(queue, atMost, cancellationToken);
    }
}
