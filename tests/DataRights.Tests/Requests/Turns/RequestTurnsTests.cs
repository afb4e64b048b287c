using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Requests.Turns;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Requests.Turns;

/// <summary>Turns as runs meet them.</summary>
public sealed class RequestTurnsTests
{
    private static readonly TurnOptions Options = new() { LargeRows = 100, Workers = 2 };

    private readonly World world = new();

    public RequestTurnsTests() => Limit(1);

    [Fact]
    public async Task A_run_that_waits_too_long_gives_its_message_back_without_counting_it()
    {
        var (first, second) = (await SubmitAsync("12"), await SubmitAsync("22"));
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = world.Runner(new TestJob(async (run, token) =>
        {
            working.SetResult();
            await end.Task.WaitAsync(token);
            return await TestJob.OneStepAsync(run, token);
        })).RunAsync(new QueueMessage(first.Id, first.Version), 1, World.Token);
        await working.Task;

        var other = new TestJob();
        var waiting = world.Runner(other).RunAsync(new QueueMessage(second.Id, second.Version), 1, World.Token);
        while (!waiting.IsCompleted)
        {
            Assert.Equal(0, other.Runs);
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, World.Token);
        }

        Assert.Equal(Settlement.Complete, await waiting);
        var later = await world.ReadAsync(second.Id);
        Assert.Equal((RequestStatus.Queued, 0, second.Version + 1), (later.Status, later.Attempts, later.Version));
        // The clock may have gone on after the record was written, before this test saw that the run was over.
        Assert.InRange(later.NextAttempt!.Value - world.Clock.GetUtcNow(), world.Options.BusyDelay - TimeSpan.FromSeconds(10), world.Options.BusyDelay);
        Assert.Equal(["request.received"], world.Codes(later));

        end.SetResult();
        await slow;
        await world.RunUntilQuietAsync(other);
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(second.Id)).Status);
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("failed")]
    [InlineData("thrown")]
    [InlineData("stopped")]
    [InlineData("fenced")]
    [InlineData("sliced")]
    public async Task The_turn_is_given_back_however_a_run_ends(string end)
    {
        var request = await SubmitAsync("12");
        using var host = CancellationTokenSource.CreateLinkedTokenSource(World.Token);
        var job = new TestJob(async (_, token) =>
        {
            Assert.Equal(1, world.Turns!.Look()[0].Held);
            switch (end)
            {
                case "failed":
                    return JobResult.Failed("no", []);
                case "thrown":
                    throw new FormatException();
                case "stopped":
                    await host.CancelAsync();
                    token.ThrowIfCancellationRequested();
                    break;
                case "fenced":
                    throw new FencedException(request.Id);
                case "sliced":
                    return JobResult.Continue;
            }

            return JobResult.Completed("done");
        });
        await world.Runner(job).RunAsync(new QueueMessage(request.Id, request.Version), 1, host.Token);

        Assert.Equal(1, job.Runs);
        Assert.All(world.Turns!.Look(), l => Assert.Equal((0, 0), (l.Held, l.Large)));
    }

    [Fact]
    public async Task A_run_that_turns_out_to_be_large_gives_way_and_comes_back_as_what_it_is()
    {
        Limit(2);
        var (first, second) = (await SubmitAsync("12"), await SubmitAsync("22"));
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = world.Runner(new TestJob(async (run, token) =>
        {
            await run.WeighAsync(100, 0, token);
            working.SetResult();
            await end.Task.WaitAsync(token);
            return JobResult.Completed("done");
        })).RunAsync(new QueueMessage(first.Id, first.Version), 1, World.Token);
        await working.Task;

        var past = 0;
        var large = new TestJob(async (run, token) =>
        {
            await run.WeighAsync(99, 0, token);
            await run.WeighAsync(100, 0, token);
            past++;
            return JobResult.Completed("done");
        });
        await world.Runner(large).RunAsync(new QueueMessage(second.Id, second.Version), 1, World.Token);
        var later = await world.ReadAsync(second.Id);
        Assert.Equal((RequestStatus.Queued, 0, true, 0), (later.Status, later.Attempts, later.Large, past));

        // It is known for what it is now, and not even started while the other is under way.
        await world.Runner(large).RunAsync(new QueueMessage(later.Id, later.Version), 1, World.Token);
        Assert.Equal(1, large.Runs);
        Assert.Equal(RequestStatus.Queued, (await world.ReadAsync(second.Id)).Status);

        // A small one is not kept waiting by any of this.
        var third = await SubmitAsync("32");
        await world.Runner(new TestJob()).RunAsync(new QueueMessage(third.Id, third.Version), 1, World.Token);
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(third.Id)).Status);

        end.SetResult();
        await slow;
        await world.RunUntilQuietAsync(large);
        Assert.Equal(1, past);
    }

    [Fact]
    public async Task Large_runs_never_take_all_workers_of_a_queue_though_the_connection_has_room()
    {
        Limit(64);
        var requests = new List<RequestRecord>();
        for (var i = 1; i <= 3; i++)
        {
            requests.Add(await SubmitAsync($"{i}2"));
        }

        var (most, now) = (0, 0);
        var job = new TestJob(async (run, token) =>
        {
            await run.WeighAsync(1000, 0, token);
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(20, token);
            Interlocked.Decrement(ref now);
            return JobResult.Completed("done");
        });
        await Task.WhenAll(requests.Select(r => world.Runner(job).RunAsync(new QueueMessage(r.Id, r.Version), 1, World.Token)));
        await world.RunUntilQuietAsync(job);

        Assert.Equal(1, most);
        Assert.All(await world.AllAsync(), r => Assert.Equal(RequestStatus.Completed, r.Status));
    }

    private void Limit(int limit) =>
        world.Turns = new RequestTurns(new ConnectionLimits(world.Map, new Dictionary<string, int> { ["Main"] = limit }), Options, world.Options, world.Clock);

    private async Task<RequestRecord> SubmitAsync(string user) => (await world.Service().SubmitAsync(World.Ask(RequestKind.Access, user), World.Token)).Request;
}
