using DataRights.Requests;
using DataRights.Tests.Requests;
using Xunit;

namespace DataRights.Tests.Webhooks;

public sealed class WebhookUpkeepTests
{
    private readonly WebhookScene scene = new();

    private World World => scene.World;

    [Fact]
    public async Task A_lost_message_is_sent_again_when_it_is_long_past()
    {
        await scene.SubmitAsync();
        await scene.LoseAsync();
        var housekeeping = World.Housekeeping();
        Assert.Equal(0, (await housekeeping.RunAsync(WebhookScene.Token)).WebhooksRequeued);
        World.Clock.Advance(World.Options.LostAfter);

        Assert.Equal(1, (await housekeeping.RunAsync(WebhookScene.Token)).WebhooksRequeued);

        Assert.Equal(1, await scene.SendAsync());
        Assert.Single(scene.Receiver.Taken);
    }

    [Fact]
    public async Task A_change_that_was_written_but_never_announced_is_announced_by_housekeeping()
    {
        var id = await scene.SubmitAsync();
        await scene.SendAsync();
        var submitted = await World.ReadAsync(id);
        var stored = (await World.Store.ReadAsync(id, WebhookScene.Token))!;
        await World.Store.TryUpdateAsync(stored, submitted.To(RequestStatus.Cancelled, World.Start, "cancelled") with { Ended = World.Start }, WebhookScene.Token);

        await World.Housekeeping().RunAsync(WebhookScene.Token);
        await scene.SendAsync();

        Assert.Equal([1, 2], scene.Receiver.Taken.Select(e => e.Seq));
    }

    [Fact]
    public async Task A_round_over_settled_requests_reads_none_of_their_states()
    {
        for (var user = 10; user < 20; user++)
        {
            await scene.SubmitAsync(user: $"{user}0");
        }

        await scene.RunUntilQuietAsync(new TestJob());
        var reads = new CountingReads(World.Objects);
        var ports = World.Ports() with { Objects = reads };
        var housekeeping = new Housekeeping(ports, new ArchiveStore(reads), Microsoft.Extensions.Logging.Abstractions.NullLogger<Housekeeping>.Instance);
        await housekeeping.RunAsync(WebhookScene.Token);
        Assert.True(reads.Count >= 20);

        reads.Count = 0;
        await housekeeping.RunAsync(WebhookScene.Token);

        Assert.Equal(0, reads.Count);
    }

    [Fact]
    public async Task Thirty_days_after_the_end_the_state_is_destroyed_and_nothing_is_told_again()
    {
        var id = await scene.SubmitAsync();
        await scene.RunUntilQuietAsync(new TestJob());
        var last = (await World.ReadAsync(id)).Transitions[^1].At;
        World.Clock.SetUtcNow(last + TimeSpan.FromDays(30) - TimeSpan.FromTicks(1));
        await World.Housekeeping().RunAsync(WebhookScene.Token);
        Assert.NotNull(scene.State(id));

        World.Clock.Advance(TimeSpan.FromMinutes(1));
        await World.Housekeeping().RunAsync(WebhookScene.Token);
        Assert.Null(scene.State(id));

        // A housekeeper that has seen nothing yet does not make it anew.
        await World.Housekeeping().RunAsync(WebhookScene.Token);
        Assert.Null(scene.State(id));
        Assert.Empty(World.Queue.Waiting);
        Assert.Equal(3, scene.Receiver.Sent.Count);
    }

    [Fact]
    public async Task A_retry_after_the_state_was_destroyed_tells_only_what_is_new()
    {
        var id = await scene.SubmitAsync();
        await scene.RunUntilQuietAsync(new TestJob((_, _) => Task.FromResult(JobResult.Failed("no-luck", []))));
        World.Clock.Advance(TimeSpan.FromDays(31));
        await World.Housekeeping().RunAsync(WebhookScene.Token);
        Assert.Null(scene.State(id));

        await World.Service().RetryAsync(id, WebhookScene.Token);
        await scene.RunUntilQuietAsync(new TestJob());

        Assert.Equal([1, 2, 3, 4, 5, 6], scene.Receiver.Sent.Select(s => s.Event.Seq));
    }

    [Fact]
    public async Task A_state_that_is_not_delivered_is_kept_however_old_and_so_is_that_of_an_open_request()
    {
        scene.Receiver.Script = _ => ScriptedReceiver.Broken;
        var id = await scene.SubmitAsync(RequestKind.Deletion);
        World.Clock.Advance(TimeSpan.FromDays(60));
        await World.Housekeeping().RunAsync(WebhookScene.Token);
        Assert.True(scene.State(id) is { IsIdle: false });

        scene.Receiver.Script = _ => ScriptedReceiver.Ok;
        await scene.SendAsync();
        World.Clock.Advance(TimeSpan.FromDays(60));
        await World.Housekeeping().RunAsync(WebhookScene.Token);
        Assert.True(scene.State(id) is { Delivered: 1 });
    }
}
