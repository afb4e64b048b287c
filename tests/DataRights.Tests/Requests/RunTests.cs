using DataRights.Ledger;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class RunTests
{
    private readonly World world = new();

    [Fact]
    public async Task A_completed_deletion_forgets_who_it_was_about_and_frees_the_subject()
    {
        var id = await SubmitAsync(RequestKind.Deletion);

        Assert.True(await world.DeliverAsync(world.Runner(new TestJob())));

        var record = await world.ReadAsync(id);
        Assert.Equal((RequestStatus.Completed, "done"), (record.Status, record.Outcome));
        Assert.Equal((null, null, null), (record.SealedRootKey, record.SealedIdentifiers, record.Checkpoint));
        Assert.Equal([LedgerCodes.Received, LedgerCodes.GraceWaived, LedgerCodes.Started, LedgerCodes.Completed], world.Codes(record));
        Assert.Empty(world.Claims());
        Assert.Empty(world.Queue.Waiting);
    }

    [Fact]
    public async Task A_job_is_given_its_subject_and_its_epoch()
    {
        await SubmitAsync(RequestKind.Access);
        (string Collection, Key Key, long Epoch) seen = default;

        await world.DeliverAsync(world.Runner(new TestJob((run, _) =>
        {
            seen = (run.Root.Collection, run.Root.Key, run.Epoch);
            return Task.FromResult(JobResult.Completed("done"));
        })));

        Assert.Equal(("users", Key.Of("2"), 1), seen);
    }

    [Fact]
    public async Task A_used_up_slice_is_continued_by_a_new_message()
    {
        var id = await SubmitAsync(RequestKind.Access);
        var slices = 0;
        var job = new TestJob((run, _) =>
        {
            Assert.False(run.SliceUsedUp);
            world.Clock.Advance(world.Options.TimeSlice);
            Assert.True(run.SliceUsedUp);
            return Task.FromResult(++slices < 3 ? JobResult.Continue : JobResult.Completed("done"));
        });

        var versions = new List<long>();
        while (world.Queue.Waiting.Count > 0)
        {
            versions.Add(world.Queue.Waiting.Single().Version);
            Assert.True(await world.DeliverAsync(world.Runner(job)));
        }

        Assert.Equal([2, 3, 4], versions);
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(id)).Status);
    }

    [Fact]
    public async Task Stale_early_reordered_and_unknown_messages_have_no_effect()
    {
        var id = await SubmitAsync(RequestKind.Access);
        var job = new TestJob((_, _) => Task.FromResult(JobResult.Continue));
        var runner = world.Runner(job);
        await world.DeliverAsync(runner);
        var before = await world.ReadAsync(id);

        foreach (var version in (long[])[1, 2, 4, 99])
        {
            Assert.Equal(Settlement.Complete, await runner.RunAsync(new QueueMessage(id, version), 1, World.Token));
        }

        Assert.Equal(Settlement.Complete, await runner.RunAsync(new QueueMessage(Guid.NewGuid().ToString(), 1), 1, World.Token));
        Assert.Equal(Settlement.Complete, await runner.RunAsync(new QueueMessage("../x", 1), 1, World.Token));
        Assert.Equivalent(before, await world.ReadAsync(id), strict: true);
        Assert.Equal(1, job.Runs);
    }

    [Fact]
    public async Task A_message_before_the_end_of_the_grace_is_sent_again_for_the_right_time()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token)).Request.Id;
        var job = new TestJob();

        Assert.Equal(Settlement.Complete, await world.Runner(job).RunAsync(new QueueMessage(id, 2), 1, World.Token));

        Assert.Equal(0, job.Runs);
        Assert.Contains(new QueueMessage(id, 3), world.Queue.Waiting);
        await world.RunUntilQuietAsync(job);
        Assert.Equal(1, job.Runs);
        Assert.True((await world.ReadAsync(id)).Started >= World.Start.AddDays(7));
    }

    [Fact]
    public async Task A_duplicate_of_a_message_that_is_being_worked_waits_until_its_run_would_count_as_dead()
    {
        var id = await SubmitAsync(RequestKind.Access);
        Settlement? duplicate = null;
        var job = new TestJob(async (_, ct) =>
        {
            duplicate = await world.Runner(new TestJob()).RunAsync(new QueueMessage(id, 2), 1, ct);
            return JobResult.Completed("done");
        });

        await world.DeliverAsync(world.Runner(job));

        Assert.Equal(Settlement.Abandon(World.Start + world.Options.DeadAfter), duplicate);
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(id)).Status);
    }

    [Fact]
    public async Task A_run_that_shows_no_life_is_taken_over_and_fenced_off()
    {
        var id = await SubmitAsync(RequestKind.Access);
        Exception? fenced = null;
        var job = new TestJob(async (run, ct) =>
        {
            await DieAsync(run);
            Assert.Equal(Settlement.Complete, await world.Runner(new TestJob()).RunAsync(new QueueMessage(id, 2), 2, ct));
            fenced = await Record.ExceptionAsync(() => run.EnsureCurrentAsync(CancellationToken.None));
            throw fenced!;
        });

        var settlement = await world.Runner(job).RunAsync(new QueueMessage(id, 2), 1, World.Token);

        Assert.IsType<FencedException>(fenced);
        Assert.Equal(Settlement.Complete, settlement);
        var record = await world.ReadAsync(id);
        Assert.Equal((RequestStatus.Completed, 2), (record.Status, record.Epoch));
        Assert.Single(world.Codes(record), c => c == LedgerCodes.Completed);
    }

    [Fact]
    public async Task A_beating_run_is_never_taken_for_dead_and_an_overtaken_one_is_stopped()
    {
        var id = await SubmitAsync(RequestKind.Access);
        var job = new TestJob(async (run, ct) =>
        {
            for (var i = 0; i < 20; i++)
            {
                var before = run.Request.Heartbeat;
                world.Clock.Advance(world.Options.HeartbeatEvery);
                await UntilAsync(() => run.Request.Heartbeat > before);
            }

            var stored = (await world.Store.ReadAsync(id, ct))!;
            Assert.Equal(world.Clock.GetUtcNow(), stored.Record.Heartbeat);
            await world.Store.TryUpdateAsync(stored, stored.Record with { Epoch = 9 }, ct);
            world.Clock.Advance(world.Options.HeartbeatEvery);
            await UntilAsync(() => ct.IsCancellationRequested);
            ct.ThrowIfCancellationRequested();
            return JobResult.Completed("never");
        });

        Assert.Equal(Settlement.Complete, await world.Runner(job).RunAsync(new QueueMessage(id, 2), 1, World.Token));
        Assert.Equal((RequestStatus.Running, 9), ((await world.ReadAsync(id)).Status, (await world.ReadAsync(id)).Epoch));
    }

    [Fact]
    public async Task An_export_and_a_deletion_of_one_subject_never_run_at_once()
    {
        var deletion = await SubmitAsync(RequestKind.Deletion);
        var export = await SubmitAsync(RequestKind.Access);
        TestJob? job = null;
        job = new TestJob(async (run, ct) =>
        {
            if (run.Request.Kind == RequestKind.Deletion && run.Request.Attempts == 0 && job!.Runs == 1)
            {
                Assert.True(await world.DeliverAsync(world.Runner(job)));
            }

            return await TestJob.OneStepAsync(run, ct);
        });
        var message = (await world.Queue.TryReceiveAsync(QueueNames.Deletion, TimeSpan.FromMinutes(1), World.Token))!;
        await world.Queue.CompleteAsync(message, World.Token);
        await world.Runner(job).RunAsync(message.Message, 1, World.Token);

        var waiting = await world.ReadAsync(export);
        Assert.Equal((RequestStatus.Queued, 0), (waiting.Status, waiting.Attempts));
        Assert.Equal(World.Start + world.Options.BusyDelay, waiting.NextAttempt);
        await world.RunUntilQuietAsync(job);
        Assert.Equal((2, 1), (job.Runs, job.MostAtOnce));
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(export)).Status);
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(deletion)).Status);
    }

    [Fact]
    public async Task Many_requests_worked_at_once_never_overlap_for_a_subject_and_all_end()
    {
        var job = new TestJob(async (run, ct) =>
        {
            await Task.Yield();
            await run.EnsureCurrentAsync(ct);
            await Task.Delay(1, ct);
            return JobResult.Completed("done");
        });
        foreach (var user in (string[])["2", "4"])
        {
            foreach (var kind in Enum.GetValues<RequestKind>())
            {
                await world.Service().SubmitAsync(World.Ask(kind, user, waive: true), World.Token);
            }
        }

        var runner = world.Runner(job);
        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.DeliverAsync(runner), World.Token)));
            world.Clock.Advance(world.Options.BusyDelay);
        }

        await world.RunUntilQuietAsync(job);
        Assert.Equal((6, 1), (job.Runs, job.MostAtOnce));
        Assert.All(await world.AllAsync(), r => Assert.Equal(RequestStatus.Completed, r.Status));
    }

    [Fact]
    public async Task A_checkpoint_may_not_change_what_is_the_runners_to_change()
    {
        await SubmitAsync(RequestKind.Access);
        Exception? refusal = null;

        await world.DeliverAsync(world.Runner(new TestJob(async (run, ct) =>
        {
            refusal = await Record.ExceptionAsync(() => run.CheckpointAsync(r => r with { Epoch = 7 }, ct));
            return JobResult.Completed("done");
        })));

        Assert.IsType<InvalidOperationException>(refusal);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1, World.Token);
        }
    }

    private async Task<string> SubmitAsync(RequestKind kind) =>
        (await world.Service().SubmitAsync(World.Ask(kind, waive: true), World.Token)).Request.Id;

    /// <summary>Writes the run's heartbeat into the past, as if it had not beaten for long.</summary>
    private async Task DieAsync(IRun run)
    {
        await run.CheckpointAsync(r => r with { Checkpoint = "begun" }, World.Token);
        var stored = (await world.Store.ReadAsync(run.Request.Id, World.Token))!;
        await world.Store.TryUpdateAsync(stored, stored.Record with { Heartbeat = World.Start - world.Options.DeadAfter }, World.Token);
    }
}
