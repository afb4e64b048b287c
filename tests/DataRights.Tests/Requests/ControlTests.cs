using DataRights.Ledger;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class ControlTests
{
    private readonly World world = new();

    [Fact]
    public async Task A_deletion_in_its_grace_can_be_cancelled_and_then_asked_for_again()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token)).Request.Id;

        var cancelled = await world.Service().CancelAsync(id, World.Token);
        var again = await world.Service().CancelAsync(id, World.Token);
        var next = await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token);
        var job = new TestJob();
        await world.RunUntilQuietAsync(job);

        Assert.Equal(RequestStatus.Cancelled, cancelled!.Status);
        Assert.Equivalent(cancelled, again, strict: true);
        Assert.Null(cancelled.SealedRootKey);
        Assert.Equal([LedgerCodes.Received, LedgerCodes.Cancelled], world.Codes(cancelled));
        Assert.True(next.Created);
        Assert.Equal(1, job.Runs);
    }

    [Fact]
    public async Task A_request_that_runs_or_has_ended_is_too_late_to_cancel()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, waive: true), World.Token)).Request.Id;
        string? during = null;
        await world.DeliverAsync(world.Runner(new TestJob(async (_, ct) =>
        {
            during = (await Assert.ThrowsAsync<RequestRefusedException>(() => world.Service().CancelAsync(id, ct))).Code;
            return JobResult.Completed("done");
        })));

        var after = await Assert.ThrowsAsync<RequestRefusedException>(() => world.Service().CancelAsync(id, World.Token));

        Assert.Equal(("too-late", "too-late"), (during, after.Code));
        Assert.Null(await world.Service().CancelAsync(Guid.NewGuid().ToString(), World.Token));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_waiting_deletion_can_be_cancelled_only_before_its_first_effect(bool effect, bool cancellable)
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, waive: true), World.Token)).Request.Id;
        await world.DeliverAsync(world.Runner(new TestJob(async (run, ct) =>
        {
            await run.RecordAsync("planned", LedgerCodes.Planned, new Dictionary<string, string>(), ct);
            if (effect)
            {
                await run.EnsureCurrentAsync(ct);
            }

            return JobResult.Waiting("blast-radius", ["Too many rows."]);
        })));
        Assert.Equal(RequestStatus.Waiting, (await world.ReadAsync(id)).Status);

        var refusal = await Record.ExceptionAsync(() => world.Service().CancelAsync(id, World.Token));

        Assert.Equal(cancellable, refusal is null);
        Assert.Equal(cancellable ? RequestStatus.Cancelled : RequestStatus.Waiting, (await world.ReadAsync(id)).Status);
    }

    [Fact]
    public async Task Cancelling_an_export_that_had_begun_destroys_what_it_had_made()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
        await world.DeliverAsync(world.Runner(new TestJob(async (run, ct) =>
        {
            await run.EnsureCurrentAsync(ct);
            await world.Objects.StageBlockAsync(DataRights.Storage.ObjectNames.Archive(id), "1", "rows"u8.ToArray(), ct);
            await world.Objects.TryWriteAsync(DataRights.Storage.ObjectNames.WorkOf(id, "entries"), "work"u8.ToArray(), DataRights.Storage.WriteCondition.None, ct);
            return JobResult.Waiting("map-gap", []);
        })));

        await world.Service().CancelAsync(id, World.Token);

        var reference = (await world.ReadAsync(id)).SubjectReference!;
        Assert.Equal([DataRights.Storage.ObjectNames.HistoryOf(reference, id), DataRights.Storage.ObjectNames.Request(id)], world.Objects.Everything().Select(o => o.Name));
    }

    [Fact]
    public async Task A_failed_request_can_be_retried_and_fails_or_completes_anew()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
        await world.DeliverAsync(world.Runner(new TestJob((_, _) => Task.FromResult(JobResult.Failed("no-luck", ["It did not work."])))));
        var failed = await world.ReadAsync(id);
        Assert.Equal((RequestStatus.Failed, "no-luck"), (failed.Status, failed.Outcome));
        Assert.Empty(world.Claims());

        var retried = await world.Service().RetryAsync(id, World.Token);
        await world.RunUntilQuietAsync(new TestJob());

        Assert.Equal((RequestStatus.Queued, null), (retried!.Status, retried.Outcome));
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(id)).Status);
        Assert.Equal(
            [LedgerCodes.Received, LedgerCodes.Started, LedgerCodes.Failed, LedgerCodes.Started, LedgerCodes.Completed],
            world.Codes(failed));
    }

    [Fact]
    public async Task A_failed_request_whose_place_is_taken_is_not_retryable()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
        await world.DeliverAsync(world.Runner(new TestJob((_, _) => Task.FromResult(JobResult.Failed("no-luck", [])))));
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);

        var taken = await Assert.ThrowsAsync<RequestRefusedException>(() => world.Service().RetryAsync(id, World.Token));

        Assert.Equal("not-retryable", taken.Code);
        Assert.Null(await world.Service().RetryAsync(Guid.NewGuid().ToString(), World.Token));
    }
}
