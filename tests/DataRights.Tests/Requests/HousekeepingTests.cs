using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Tests.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class HousekeepingTests
{
    private readonly World world = new();

    [Fact]
    public async Task A_lost_message_is_sent_again_under_the_same_id_and_only_when_it_is_long_past()
    {
        var request = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request;
        var housekeeping = world.Housekeeping();
        Assert.Equal(0, (await housekeeping.RunAsync(World.Token)).Requeued);
        await LoseAsync("export-jobs");
        world.Clock.Advance(world.Options.LostAfter);

        var report = await housekeeping.RunAsync(World.Token);

        Assert.Equal((1, 1), (report.Requeued, report.Open));
        Assert.Equal(request.Version, Assert.Single(world.Queue.Waiting).Version);
        Assert.Equivalent(request, await world.ReadAsync(request.Id), strict: true);
    }

    [Fact]
    public async Task A_round_reads_what_has_changed_or_is_due_and_nothing_else()
    {
        var counted = new ReadCountingStore(world.Objects);
        var housekeeping = new Housekeeping(world.Ports() with { Objects = counted }, new ArchiveStore(world.Objects), NullLogger<Housekeeping>.Instance);
        var requests = new List<RequestRecord>();
        for (var i = 0; i < 20; i++)
        {
            requests.Add((await world.Service().SubmitAsync(World.Ask(RequestKind.Access, $"{i}2"), World.Token)).Request);
        }

        Assert.Equal(20, (await housekeeping.RunAsync(World.Token)).Open);
        var first = (counted.ReadsUnder("requests/"), counted.ReadsUnder("subjects/"));
        Assert.Equal(20, (await housekeeping.RunAsync(World.Token)).Open);
        Assert.Equal(first, (counted.ReadsUnder("requests/"), counted.ReadsUnder("subjects/")));

        await world.Service().CancelAsync(requests[3].Id, World.Token);
        Assert.Equal(19, (await housekeeping.RunAsync(World.Token)).Open);
        Assert.Equal(first.Item1 + 1, counted.ReadsUnder("requests/"));
    }

    [Fact]
    public async Task A_message_that_waits_in_a_long_queue_is_sent_again_ever_more_rarely()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        var housekeeping = world.Housekeeping();
        var sent = 0;
        for (var round = 0; round < 64; round++)
        {
            sent += (await housekeeping.RunAsync(World.Token)).Requeued;
            world.Clock.Advance(world.Options.LostAfter / 2);
        }

        // With pauses of 1, 2, 4, 8 and 16 times that.
        Assert.Equal(5, sent);
    }

    [Fact]
    public async Task A_deletion_in_its_grace_is_left_alone_until_the_grace_is_over()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token);
        world.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, (await world.Housekeeping().RunAsync(World.Token)).Requeued);

        world.Clock.Advance(world.Options.LostAfter);

        Assert.Equal(1, (await world.Housekeeping().RunAsync(World.Token)).Requeued);
        Assert.Single(world.Queue.Waiting);
    }

    [Fact]
    public async Task A_run_that_has_been_silent_for_long_is_sent_again()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
        var message = await LoseAsync("export-jobs");
        await world.Runner(new TestJob(), new CrashPoint(3)).RunAsync(message, 1, World.Token);
        Assert.Equal(RequestStatus.Running, (await world.ReadAsync(id)).Status);
        Assert.Equal(0, (await world.Housekeeping().RunAsync(World.Token)).Requeued);

        world.Clock.Advance(world.Options.SilentAfter);
        Assert.Equal(1, (await world.Housekeeping().RunAsync(World.Token)).Requeued);

        await world.RunUntilQuietAsync(new TestJob());
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(id)).Status);
    }

    [Fact]
    public async Task An_archive_past_its_lifetime_is_destroyed_once_and_the_ledger_says_so()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
        await world.Objects.TryWriteAsync(ObjectNames.Archive(id), "zip"u8.ToArray(), WriteCondition.None, World.Token);
        await world.DeliverAsync(world.Runner(new TestJob(async (run, ct) =>
        {
            var archive = new ArchiveInfo(ObjectNames.Archive(id), "your-data.zip", 3, "00", 1, 0, World.Start.AddDays(7), null);
            await run.CheckpointAsync(r => r with { Archive = archive }, ct);
            return JobResult.Completed("archived");
        })));
        var housekeeping = world.Housekeeping();
        world.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromTicks(1));
        Assert.Equal(0, (await housekeeping.RunAsync(World.Token)).ArchivesDestroyed);

        world.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, (await housekeeping.RunAsync(World.Token)).ArchivesDestroyed);
        Assert.Equal(0, (await housekeeping.RunAsync(World.Token)).ArchivesDestroyed);

        Assert.Null(await world.Objects.ReadAsync(ObjectNames.Archive(id), World.Token));
        var record = await world.ReadAsync(id);
        Assert.Equal(World.Start.AddDays(7), record.Archive!.Destroyed);
        Assert.Single(world.Codes(record), c => c == LedgerCodes.ArchiveDestroyed);
    }

    [Fact]
    public async Task A_destruction_stopped_anywhere_is_finished_next_time()
    {
        for (var effects = 0; effects < 8; effects++)
        {
            var one = new HousekeepingTests();
            var id = (await one.world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
            await one.world.Objects.TryWriteAsync(ObjectNames.Archive(id), "zip"u8.ToArray(), WriteCondition.None, World.Token);
            await one.world.DeliverAsync(one.world.Runner(new TestJob(async (run, ct) =>
            {
                var archive = new ArchiveInfo(ObjectNames.Archive(id), "your-data.zip", 3, "00", 1, 0, World.Start, null);
                await run.CheckpointAsync(r => r with { Archive = archive }, ct);
                return JobResult.Completed("archived");
            })));

            await Record.ExceptionAsync(() => one.world.Housekeeping(new CrashPoint(effects)).RunAsync(World.Token));
            await one.world.Housekeeping().RunAsync(World.Token);

            Assert.NotNull((await one.world.ReadAsync(id)).Archive!.Destroyed);
            Assert.Single(one.world.Ledger.Entries, e => e.Code == LedgerCodes.ArchiveDestroyed);
            Assert.DoesNotContain(one.world.Objects.Everything(), o => o.Name == ObjectNames.Archive(id));
        }
    }

    [Theory]
    [InlineData("{\"schema\":2}", "requests/019ca945-0a00-7600-a4f6-fa909d2c3c63.json")]
    [InlineData("{\"schema\":1,\"id\":", "requests/019ca945-0a00-7600-a4f6-fa909d2c3c63.json")]
    [InlineData("{\"schema\":1}", "requests/not-an-id.json")]
    [InlineData("nothing", "subjects/s1_x.json")]
    public async Task What_cannot_be_read_is_reported_by_name_and_holds_up_nothing_else(string content, string name)
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
        await world.Objects.TryWriteAsync(name, System.Text.Encoding.UTF8.GetBytes(content), WriteCondition.None, World.Token);
        await LoseAsync("export-jobs");
        world.Clock.Advance(world.Options.LostAfter);
        var housekeeping = world.Housekeeping();

        var first = await housekeeping.RunAsync(World.Token);
        var second = await housekeeping.RunAsync(World.Token);

        Assert.Equal($"{name}: state-corrupt", Assert.Single(first.Troubles));
        Assert.Equal(first.Troubles, second.Troubles);
        Assert.Equal(1, first.Requeued);
        Assert.Equal(id, Assert.Single(world.Queue.Waiting).RequestId);
    }

    [Fact]
    public async Task Requests_past_the_laws_limit_are_counted()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access, "4"), World.Token);
        await world.DeliverAsync(world.Runner(new TestJob()));
        world.Clock.Advance(TimeSpan.FromDays(32));

        var report = await world.Housekeeping().RunAsync(World.Token);

        Assert.Equal((1, 1), (report.Open, report.Overdue));
    }

    private async Task<DataRights.Queueing.QueueMessage> LoseAsync(string queue)
    {
        var message = (await world.Queue.TryReceiveAsync(queue, TimeSpan.FromMinutes(1), World.Token))!;
        await world.Queue.CompleteAsync(message, World.Token);
        return message.Message;
    }
}
