using DataRights.Ledger;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class RunTroubleTests
{
    private readonly World world = new();

    [Fact]
    public async Task Transient_trouble_is_tried_again_ever_later_and_at_last_given_up()
    {
        var id = await SubmitAsync(RequestKind.Access);
        var runner = world.Runner(new TestJob((_, _) => throw new SourceException("main", "unreachable", transient: true)));
        var delays = new List<TimeSpan>();
        while (world.Queue.NextVisible is { } next)
        {
            delays.Add(next - world.Clock.GetUtcNow());
            world.Clock.Advance(delays[^1]);
            await world.DeliverAsync(runner);
        }

        var record = await world.ReadAsync(id);
        Assert.Equal(world.Options.MostAttempts, delays.Count);
        Assert.InRange(delays[1], world.Options.FirstBackoff / 2, world.Options.FirstBackoff);
        Assert.InRange(delays[^1], world.Options.LongestBackoff / 2, world.Options.LongestBackoff);
        Assert.Equal((RequestStatus.Failed, "attempts-exhausted"), (record.Status, record.Outcome));
        Assert.Contains("unreachable", Assert.Single(record.Findings), StringComparison.Ordinal);
        Assert.Empty(world.Claims());
    }

    [Fact]
    public async Task A_finished_step_makes_the_attempts_count_anew()
    {
        var id = await SubmitAsync(RequestKind.Access);
        await world.DeliverAsync(world.Runner(new TestJob((_, _) => throw new StoreException("busy", transient: true))));
        Assert.Equal(1, (await world.ReadAsync(id)).Attempts);
        world.Clock.Advance(world.Options.LongestBackoff);

        await world.DeliverAsync(world.Runner(new TestJob(async (run, ct) =>
        {
            await TestJob.OneStepAsync(run, ct);
            throw new TimeoutException();
        })));

        Assert.Equal(1, (await world.ReadAsync(id)).Attempts);
    }

    [Fact]
    public async Task Lasting_trouble_fails_at_once_with_its_code()
    {
        var id = await SubmitAsync(RequestKind.Access);

        await world.DeliverAsync(world.Runner(new TestJob((_, _) => throw new SourceException("main", "no-such-table", transient: false))));

        var record = await world.ReadAsync(id);
        Assert.Equal((RequestStatus.Failed, "no-such-table"), (record.Status, record.Outcome));
        Assert.Contains(LedgerCodes.Failed, world.Codes(record));
        Assert.NotNull(record.SealedRootKey);
    }

    [Fact]
    public async Task A_defect_is_tried_three_times_and_named_by_its_type_only()
    {
        var id = await SubmitAsync(RequestKind.Access);
        var job = new TestJob((_, _) => throw new FormatException("canary value"));

        await world.RunUntilQuietAsync(job);

        var record = await world.ReadAsync(id);
        Assert.Equal((3, RequestStatus.Failed, "internal-error"), (job.Runs, record.Status, record.Outcome));
        Assert.Contains("FormatException", Assert.Single(record.Findings), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", string.Concat(record.Findings) + string.Concat(world.RunnerLog.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopping_host_gives_the_run_back_without_counting_it()
    {
        var id = await SubmitAsync(RequestKind.Access);
        using var host = new CancellationTokenSource();
        var runner = world.Runner(new TestJob(async (_, ct) =>
        {
            await host.CancelAsync();
            ct.ThrowIfCancellationRequested();
            return JobResult.Completed("never");
        }));

        var settlement = await runner.RunAsync(new QueueMessage(id, 2), 1, host.Token);

        var record = await world.ReadAsync(id);
        Assert.Equal(Settlement.Abandon(World.Start), settlement);
        Assert.Equal((RequestStatus.Queued, 2, 0), (record.Status, record.Version, record.Attempts));
        Assert.Equal(Settlement.Complete, await world.Runner(new TestJob()).RunAsync(new QueueMessage(id, 2), 2, World.Token));
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(id)).Status);
    }

    [Fact]
    public async Task Runs_that_die_again_and_again_end_in_a_failure()
    {
        var id = await SubmitAsync(RequestKind.Access);
        var deaths = 0;
        for (; (await world.ReadAsync(id)).IsOpen && deaths < 50; deaths++)
        {
            // Dead as soon as the epoch, the slot and the first entry are written: no word about how it ended.
            await world.Runner(new TestJob(), new CrashPoint(3)).RunAsync(new QueueMessage(id, 2), 1, World.Token);
            world.Clock.Advance(world.Options.DeadAfter);
            if (deaths > world.Options.MostAttempts)
            {
                await world.Runner(new TestJob()).RunAsync(new QueueMessage(id, 2), 1, World.Token);
            }
        }

        Assert.Equal("run-keeps-dying", (await world.ReadAsync(id)).Outcome);
    }

    private async Task<string> SubmitAsync(RequestKind kind) =>
        (await world.Service().SubmitAsync(World.Ask(kind, waive: true), World.Token)).Request.Id;
}
