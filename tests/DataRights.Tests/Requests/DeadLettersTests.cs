using DataRights.Ledger;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class DeadLettersTests
{
    private readonly World world = new();
    private readonly ListLogger<DeadLetters> log = new();

    [Theory]
    [InlineData(RequestKind.Access)]
    [InlineData(RequestKind.Deletion)]
    public async Task The_request_that_waits_for_the_message_fails_and_can_be_retried(RequestKind kind)
    {
        var request = await SubmitAsync(kind);

        Assert.True(await Sut().RecordAsync(new QueueMessage(request.Id, request.Version), World.Token));

        var failed = await world.ReadAsync(request.Id);
        Assert.Equal((RequestStatus.Failed, "dead-lettered"), (failed.Status, failed.Outcome));
        Assert.NotNull(failed.Ended);
        Assert.NotEmpty(failed.Findings);
        Assert.True(failed.Epoch > request.Epoch);
        Assert.Equal(LedgerCodes.Failed, world.Codes(failed)[^1]);
        Assert.Empty(world.Claims());
        Assert.Equal(failed.Id, Assert.Single(await world.Service().ListAsync(RequestStatus.Failed, null, 10, World.Token)).Id);

        await world.Service().RetryAsync(request.Id, World.Token);
        await world.RunUntilQuietAsync(new TestJob());
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(request.Id)).Status);
    }

    [Fact]
    public async Task Recorded_twice_it_is_recorded_once()
    {
        var request = await SubmitAsync(RequestKind.Access);
        await Sut().RecordAsync(new QueueMessage(request.Id, request.Version), World.Token);
        var once = await world.ReadAsync(request.Id);
        var entries = world.Ledger.Entries.Count;

        Assert.True(await Sut().RecordAsync(new QueueMessage(request.Id, request.Version), World.Token));

        Assert.Equivalent(once, await world.ReadAsync(request.Id));
        Assert.Equal(entries, world.Ledger.Entries.Count);
    }

    [Fact]
    public async Task A_message_that_the_request_no_longer_waits_for_changes_nothing()
    {
        var request = await SubmitAsync(RequestKind.Access);
        Assert.True(await Sut().RecordAsync(new QueueMessage(request.Id, request.Version - 1), World.Token));
        Assert.True(await Sut().RecordAsync(new QueueMessage(Guid.NewGuid().ToString(), 1), World.Token));
        Assert.True(await Sut().RecordAsync(new QueueMessage("no-id", 1), World.Token));
        Assert.Equivalent(request, await world.ReadAsync(request.Id));

        await world.Service().CancelAsync(request.Id, World.Token);
        var cancelled = await world.ReadAsync(request.Id);
        Assert.True(await Sut().RecordAsync(new QueueMessage(request.Id, cancelled.Version), World.Token));
        Assert.Equivalent(cancelled, await world.ReadAsync(request.Id));
    }

    [Fact]
    public async Task A_run_that_shows_life_is_left_alone_and_one_that_died_fails()
    {
        var request = await SubmitAsync(RequestKind.Access);
        var stored = (await world.Store.ReadAsync(request.Id, World.Token))!;
        await world.Store.TryUpdateAsync(stored, request.To(RequestStatus.Running, world.Clock.GetUtcNow()) with { Heartbeat = world.Clock.GetUtcNow(), Epoch = 1 }, World.Token);

        Assert.True(await Sut().RecordAsync(new QueueMessage(request.Id, request.Version), World.Token));
        Assert.Equal(RequestStatus.Running, (await world.ReadAsync(request.Id)).Status);

        world.Clock.Advance(world.Options.DeadAfter);
        Assert.True(await Sut().RecordAsync(new QueueMessage(request.Id, request.Version), World.Token));
        Assert.Equal((RequestStatus.Failed, 2L), ((await world.ReadAsync(request.Id)).Status, (await world.ReadAsync(request.Id)).Epoch));
    }

    [Fact]
    public async Task A_deletion_in_its_grace_period_is_left_to_housekeeping_and_fails_after_it()
    {
        var request = (await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token)).Request;
        Assert.Equal(RequestStatus.Scheduled, request.Status);

        Assert.True(await Sut().RecordAsync(new QueueMessage(request.Id, request.Version), World.Token));
        Assert.Equivalent(request, await world.ReadAsync(request.Id));

        world.Clock.SetUtcNow(request.GraceEnds!.Value);
        Assert.True(await Sut().RecordAsync(new QueueMessage(request.Id, request.Version), World.Token));
        Assert.Equal((RequestStatus.Failed, "dead-lettered"), ((await world.ReadAsync(request.Id)).Status, (await world.ReadAsync(request.Id)).Outcome));
    }

    [Fact]
    public async Task Cut_short_anywhere_it_is_finished_by_the_next_try()
    {
        for (var crashAfter = 0; ; crashAfter++)
        {
            var fresh = new DeadLettersTests();
            var request = await fresh.SubmitAsync(RequestKind.Access);
            var message = new QueueMessage(request.Id, request.Version);
            var raised = await Record.ExceptionAsync(() => fresh.Sut(new CrashPoint(crashAfter)).RecordAsync(message, World.Token));
            await fresh.Sut().RecordAsync(message, World.Token);
            Assert.Equal("dead-lettered", (await fresh.world.ReadAsync(request.Id)).Outcome);
            Assert.Single(fresh.world.Codes(request), LedgerCodes.Failed);
            Assert.Empty(fresh.world.Claims());
            if (raised is null && !fresh.log.Lines.Any(l => l.Contains("could not be recorded", StringComparison.Ordinal)))
            {
                Assert.True(crashAfter > 2);
                return;
            }
        }
    }

    [Fact]
    public async Task State_that_cannot_be_reached_asks_for_another_look()
    {
        var request = await SubmitAsync(RequestKind.Access);
        world.Objects.BeforeWrite = _ => throw new DataRights.Storage.StoreException("down", transient: true);
        Assert.False(await Sut().RecordAsync(new QueueMessage(request.Id, request.Version), World.Token));
    }

    [Fact]
    public async Task State_that_is_corrupt_is_not_looked_at_for_ever()
    {
        var id = Guid.CreateVersion7().ToString();
        await world.Objects.TryWriteAsync(DataRights.Storage.ObjectNames.Request(id), "canary"u8.ToArray(), DataRights.Storage.WriteCondition.None, World.Token);
        Assert.True(await Sut().RecordAsync(new QueueMessage(id, 1), World.Token));
        Assert.DoesNotContain(log.Lines, l => l.Contains("canary", StringComparison.Ordinal));
    }

    private DeadLetters Sut(CrashPoint? crash = null)
    {
        var ports = world.Ports(crash);
        return new DeadLetters(ports, new ArchiveStore(ports.Objects), log);
    }

    private async Task<RequestRecord> SubmitAsync(RequestKind kind) =>
        (await world.Service().SubmitAsync(World.Ask(kind, waive: true), World.Token)).Request;
}
