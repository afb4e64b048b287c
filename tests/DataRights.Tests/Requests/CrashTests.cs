using DataRights.Ledger;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Requests;

/// <summary>Stops the process after each single effect in turn; a fresh one must bring everything to its right end.</summary>
public sealed class CrashTests
{
    private const int MoreThanThereAre = 200;

    [Theory]
    [InlineData(RequestKind.Access, "2", null, 1)]
    [InlineData(RequestKind.Deletion, "2", "key", 1)]
    [InlineData(RequestKind.Access, "3", "key", 0)]
    public async Task A_submit_stopped_anywhere_and_repeated_ends_as_one_request_that_is_done_once(RequestKind kind, string user, string? key, int effects)
    {
        await AfterEachEffectAsync(async (world, crash) =>
        {
            await AttemptAsync(() => world.Service(crash).SubmitAsync(World.Ask(kind, user, key), World.Token));
            await world.Service().SubmitAsync(World.Ask(kind, user, key), World.Token);
            var job = new TestJob();
            await world.RunUntilQuietAsync(job);

            var record = Assert.Single(await world.AllAsync());
            Assert.Equal(effects, job.Runs);
            AssertEndedWell(world, record);
        });
    }

    [Fact]
    public async Task A_submit_stopped_anywhere_and_never_repeated_ends_as_one_request_or_none()
    {
        await AfterEachEffectAsync(async (world, crash) =>
        {
            await AttemptAsync(() => world.Service(crash).SubmitAsync(World.Ask(RequestKind.Access), World.Token));
            var job = new TestJob();
            await world.RunUntilQuietAsync(job);

            var records = await world.AllAsync();
            Assert.True(records.Count <= 1);
            Assert.Equal(records.Count, job.Runs);
            Assert.All(records, r => AssertEndedWell(world, r));
        });
    }

    [Fact]
    public async Task A_second_submit_stopped_anywhere_leaves_the_first_alone()
    {
        await AfterEachEffectAsync(async (world, crash) =>
        {
            // Both see no open request; the second is stopped on its way.
            var first = world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
            var second = AttemptAsync(() => world.Service(crash).SubmitAsync(World.Ask(RequestKind.Access, key: "k"), World.Token));
            await Task.WhenAll(first, second);
            var job = new TestJob();
            await world.RunUntilQuietAsync(job);

            Assert.Equal(1, job.Runs);
            AssertEndedWell(world, Assert.Single(await world.AllAsync()));
        });
    }

    [Theory]
    [InlineData(RequestKind.Access)]
    [InlineData(RequestKind.Deletion)]
    public async Task A_run_stopped_anywhere_is_taken_up_again_and_finished_once(RequestKind kind)
    {
        await AfterEachEffectAsync(async (world, crash) =>
        {
            var request = (await world.Service().SubmitAsync(World.Ask(kind, waive: true), World.Token)).Request;
            await RunUntilStoppedAsync(world, new TestJob(), crash);
            await world.RunUntilQuietAsync(new TestJob());

            var record = await world.ReadAsync(request.Id);
            Assert.Single(record.Steps);
            AssertEndedWell(world, record);
            Assert.Null(record.SealedRootKey);
        });
    }

    [Fact]
    public async Task A_run_in_two_slices_stopped_anywhere_is_finished_once()
    {
        static Task<JobResult> InSlices(IRun run, CancellationToken ct) =>
            run.Request.Checkpoint is null
                ? SliceAsync(run, ct)
                : TestJob.OneStepAsync(run, ct);

        static async Task<JobResult> SliceAsync(IRun run, CancellationToken ct)
        {
            await run.CheckpointAsync(r => r with { Checkpoint = "half" }, ct);
            return JobResult.Continue;
        }

        await AfterEachEffectAsync(async (world, crash) =>
        {
            var request = (await world.Service().SubmitAsync(World.Ask(RequestKind.Portability), World.Token)).Request;
            await RunUntilStoppedAsync(world, new TestJob(InSlices), crash);
            await world.RunUntilQuietAsync(new TestJob(InSlices));

            AssertEndedWell(world, await world.ReadAsync(request.Id));
        });
    }

    [Fact]
    public async Task A_cancellation_stopped_anywhere_and_repeated_is_a_cancellation()
    {
        await AfterEachEffectAsync(async (world, crash) =>
        {
            var request = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token)).Request;
            await AttemptAsync(() => world.Service(crash).CancelAsync(request.Id, World.Token));
            var cutShort = (await world.ReadAsync(request.Id)).Status == RequestStatus.Cancelled;
            if (!cutShort)
            {
                await world.Service().CancelAsync(request.Id, World.Token);
            }

            var job = new TestJob();
            await world.RunUntilQuietAsync(job);

            Assert.Equal(0, job.Runs);
            Assert.Equal(RequestStatus.Cancelled, (await world.ReadAsync(request.Id)).Status);
            Assert.Equal([LedgerCodes.Received, LedgerCodes.Cancelled], world.Codes(request));
            Assert.Empty(world.Claims());
        });
    }

    [Fact]
    public async Task A_retry_stopped_anywhere_ends_as_failed_or_as_retried()
    {
        await AfterEachEffectAsync(async (world, crash) =>
        {
            var request = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request;
            await world.DeliverAsync(world.Runner(new TestJob((_, _) => Task.FromResult(JobResult.Failed("no-luck", [])))));
            await AttemptAsync(() => world.Service(crash).RetryAsync(request.Id, World.Token));
            await world.RunUntilQuietAsync(new TestJob());

            var record = await world.ReadAsync(request.Id);
            Assert.True(record.Status is RequestStatus.Failed or RequestStatus.Completed);
            Assert.Empty(world.Claims());
            Assert.Single(world.Codes(record), c => c == LedgerCodes.Failed);
        });
    }

    [Fact]
    public async Task An_approval_stopped_anywhere_and_given_again_is_one_approval()
    {
        var asked = new Approval("map", World.Start, ["cap-rows"], new Dictionary<string, long> { ["orders"] = 7 });
        await AfterEachEffectAsync(async (world, crash) =>
        {
            var request = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, waive: true), World.Token)).Request;
            await world.DeliverAsync(world.Runner(new TestJob(async (run, token) =>
            {
                await run.CheckpointAsync(r => r with { Asked = asked }, token);
                return JobResult.Waiting(Approval.Needed, ["Approve it."]);
            })));
            await AttemptAsync(() => world.Service(crash).ApproveAsync(request.Id, "DataRights.Operate", World.Token));
            await world.Service().ApproveAsync(request.Id, "DataRights.Operate", World.Token);
            await world.RunUntilQuietAsync(new TestJob());

            var record = await world.ReadAsync(request.Id);
            Assert.Equal((RequestStatus.Completed, null), (record.Status, record.Asked));
            Assert.Equal(asked.Counts, record.Approved!.Counts);
            Assert.Single(world.Codes(record), c => c == LedgerCodes.Approved);
        });
    }

    private static void AssertEndedWell(World world, RequestRecord record)
    {
        Assert.Equal(RequestStatus.Completed, record.Status);
        Assert.NotNull(record.Ended);
        Assert.Empty(world.Claims());
        var codes = world.Codes(record);
        var last = record.SubjectReference is null ? LedgerCodes.SubjectNotFound : LedgerCodes.Completed;
        Assert.Single(codes, c => c == LedgerCodes.Received);
        Assert.Single(codes, c => c == last);
        Assert.Equal(last, codes[^1]);
        Assert.Equal(codes.Count, world.Ledger.AnchoredAt[record.LedgerReference]);
    }

    /// <summary>Plays the scenario with a stop after 0, 1, 2, … effects, until one runs through without being stopped.</summary>
    private static async Task AfterEachEffectAsync(Func<World, CrashPoint, Task> scenario)
    {
        var stopped = 0;
        for (var effects = 0; effects < MoreThanThereAre; effects++)
        {
            var crash = new CrashPoint(effects);
            await scenario(new World(), crash);
            if (!crash.Reached)
            {
                Assert.True(stopped > 1, "The scenario was hardly ever stopped.");
                return;
            }

            stopped++;
        }

        Assert.Fail("The scenario never ran through.");
    }

    private static async Task AttemptAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (CrashPoint.CrashException)
        {
            // The process is gone.
        }
    }

    /// <summary>Delivers until the process stops or nothing is left; a stopped process settles nothing.</summary>
    private static async Task RunUntilStoppedAsync(World world, TestJob job, CrashPoint crash)
    {
        var runner = world.Runner(job, crash);
        foreach (var queue in Enumerable.Repeat((string[])[DataRights.Queueing.QueueNames.Export, DataRights.Queueing.QueueNames.Deletion], 4).SelectMany(q => q))
        {
            if (!crash.Reached && await world.Queue.TryReceiveAsync(queue, TimeSpan.FromSeconds(60), World.Token) is { } message)
            {
                var settlement = await runner.RunAsync(message.Message, message.DeliveryCount, World.Token);
                if (!crash.Reached)
                {
                    Assert.Equal(Settlement.Complete, settlement);
                    await world.Queue.CompleteAsync(message, World.Token);
                }
            }
        }
    }
}
