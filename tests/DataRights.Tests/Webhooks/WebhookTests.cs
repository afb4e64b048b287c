using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Tests.Requests;
using DataRights.Webhooks;
using Xunit;

namespace DataRights.Tests.Webhooks;

public sealed class WebhookTests
{
    private readonly WebhookScene scene = new();

    private World World => scene.World;

    [Fact]
    public async Task Every_change_is_told_once_and_in_order()
    {
        var id = await scene.SubmitAsync(reference: "ticket-17");
        await scene.SendAsync();
        await scene.WorkAsync();
        await scene.SendAsync();

        Assert.Equal([$"{id}.1", $"{id}.2", $"{id}.3"], scene.Receiver.Sent.Select(s => s.Event.Id));
        Assert.Equal([RequestStatus.Queued, RequestStatus.Running, RequestStatus.Completed], scene.Receiver.Taken.Select(e => e.Status));
        var last = scene.Receiver.Taken[^1];
        Assert.Equal(new WebhookEvent(id, 3, RequestKind.Access, RequestStatus.Completed, "done", World.Start, (await World.ReadAsync(id)).Due, "ticket-17") { Type = "request.completed", Subject = (await World.ReadAsync(id)).SubjectReference }, last);
        Assert.Empty(World.Queue.Waiting);
        Assert.True(scene.State(id) is { Wanted: 3, Delivered: 3, IsIdle: true });
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_written_or_queued()
    {
        var silent = new WebhookScene(announces: false);
        var id = await silent.SubmitAsync();
        await silent.WorkAsync();
        await silent.World.Housekeeping().RunAsync(WebhookScene.Token);

        Assert.Equal(3, (await silent.World.ReadAsync(id)).Transitions.Count);
        Assert.Null(silent.State(id));
        Assert.Empty(silent.World.Queue.Waiting);

        // An endpoint set later does not dig up what is past.
        silent.World.Announces = true;
        await silent.World.Housekeeping().RunAsync(WebhookScene.Token);
        Assert.Null(silent.State(id));
    }

    [Fact]
    public async Task A_failing_receiver_is_tried_ten_times_over_three_days_and_then_given_up()
    {
        scene.Receiver.Script = _ => ScriptedReceiver.Broken;
        var id = await scene.SubmitAsync();
        var housekeeping = World.Housekeeping();
        while (await scene.SendAsync() > 0 && World.Queue.NextVisible is not null)
        {
            Assert.Equal(0, (await housekeeping.RunAsync(WebhookScene.Token)).WebhooksStopped);
            var webhook = World.Queue.NextVisible!.Value;
            World.Clock.Advance(webhook - World.Clock.GetUtcNow());
            await World.DeliverAsync(World.Runner(new TestJob()));
            if (scene.State(id)!.Stopped is not null)
            {
                break;
            }

            var due = scene.State(id)!.NextAttempt!.Value;
            World.Clock.Advance(due > World.Clock.GetUtcNow() ? due - World.Clock.GetUtcNow() : TimeSpan.Zero);
        }

        double[] hours = [5 / 3600d, 5 / 60d, 0.5, 2, 5, 10, 14, 20, 24];
        var pauses = scene.Receiver.Sent.Zip(scene.Receiver.Sent.Skip(1), (a, b) => (b.At - a.At).TotalHours).ToList();
        Assert.Equal(hours.Length, pauses.Count);
        Assert.All(pauses.Zip(hours), p => Assert.InRange(p.First, p.Second, p.Second * 1.1));
        Assert.All(scene.Receiver.Sent, s => Assert.Equal($"{id}.1", s.Event.Id));
        Assert.True(scene.State(id) is { Stopped: "given-up", Attempts: 10, LastCode: "http-500" });
        Assert.Equal(1, (await housekeeping.RunAsync(WebhookScene.Token)).WebhooksStopped);
        Assert.Single(World.WebhookLog.Lines, l => l.StartsWith("Error", StringComparison.Ordinal) && l.Contains("given-up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_giving_up_the_next_change_starts_anew_with_what_was_missed()
    {
        scene.Receiver.Script = _ => ScriptedReceiver.Broken;
        var id = await scene.SubmitAsync(RequestKind.Deletion);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(1, await scene.SendAsync());
            World.Clock.Advance(TimeSpan.FromHours(27));
        }

        Assert.Equal("given-up", scene.State(id)!.Stopped);
        scene.Receiver.Script = _ => ScriptedReceiver.Ok;
        await scene.RunUntilQuietAsync(new TestJob());

        Assert.Equal([1, 2, 3], scene.Receiver.Taken.Select(e => e.Seq));
    }

    [Fact]
    public async Task After_410_nothing_of_the_request_is_sent_any_more_but_of_others()
    {
        var id = await scene.SubmitAsync();
        var other = await scene.SubmitAsync(user: "4");
        scene.Receiver.Script = e => e.RequestId == id ? ScriptedReceiver.Gone : ScriptedReceiver.Ok;
        await scene.RunUntilQuietAsync(new TestJob());

        Assert.Single(scene.Receiver.Sent, s => s.Event.RequestId == id);
        Assert.Equal([1, 2, 3], scene.Receiver.FirstArrivals(other).Select(e => e.Seq));
        Assert.Equal("gone", scene.State(id)!.Stopped);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_gets_it_up_to_a_day()
    {
        var wishes = new Queue<TimeSpan>([TimeSpan.FromMinutes(90), TimeSpan.FromDays(9), TimeSpan.FromSeconds(1)]);
        scene.Receiver.Script = _ => wishes.TryDequeue(out var wish) ? new(WebhookVerdict.Failed, "http-429", wish) : ScriptedReceiver.Ok;
        var id = await scene.SubmitAsync();
        await scene.RunUntilQuietAsync(new TestJob());

        var times = scene.Receiver.Sent.Where(s => s.Event.Seq == 1).Select(s => s.At).ToList();
        Assert.Equal(4, times.Count);
        Assert.True(times[1] - times[0] >= TimeSpan.FromMinutes(90));
        Assert.InRange(times[2] - times[1], TimeSpan.FromHours(24), TimeSpan.FromHours(24.2));
        Assert.InRange(times[3] - times[2], TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
        Assert.Equal([1, 2, 3], scene.Receiver.FirstArrivals(id).Select(e => e.Seq));
    }

    [Fact]
    public async Task A_change_during_a_failing_event_waits_behind_it()
    {
        var failures = 2;
        scene.Receiver.Script = e => e.Seq == 1 && failures-- > 0 ? ScriptedReceiver.Broken : ScriptedReceiver.Ok;
        var id = await scene.SubmitAsync();
        await scene.SendAsync();
        await scene.WorkAsync();
        await scene.SendAsync();
        Assert.Single(scene.Receiver.Sent);

        await scene.RunUntilQuietAsync(new TestJob());

        Assert.Equal([1, 1, 1, 2, 3], scene.Receiver.Sent.Select(s => s.Event.Seq));
        Assert.True(scene.State(id)!.IsIdle);
    }

    [Fact]
    public async Task A_change_that_comes_while_an_event_is_being_sent_is_told_by_the_same_message()
    {
        var id = await scene.SubmitAsync();
        scene.Receiver.Before = async () =>
        {
            scene.Receiver.Before = () => Task.CompletedTask;
            await scene.WorkAsync();
        };

        Assert.Equal(1, await scene.SendAsync());

        Assert.Equal([1, 2, 3], scene.Receiver.Sent.Select(s => s.Event.Seq));
        Assert.True(scene.State(id) is { Wanted: 3, Delivered: 3, Revision: 1 });
    }

    [Fact]
    public async Task Stale_and_repeated_messages_do_nothing_and_an_early_one_waits()
    {
        scene.Receiver.Script = _ => ScriptedReceiver.Broken;
        var id = await scene.SubmitAsync();
        await scene.SendAsync();
        var sender = World.Sender(scene.Receiver);
        var due = scene.State(id)!.NextAttempt!.Value;

        Assert.Equal(Settlement.Complete, await sender.RunAsync(new QueueMessage(id, 1), 1, WebhookScene.Token));
        Assert.Equal(Settlement.Complete, await sender.RunAsync(new QueueMessage(Guid.NewGuid().ToString(), 1), 1, WebhookScene.Token));
        Assert.Equal(Settlement.Abandon(due), await sender.RunAsync(new QueueMessage(id, 2), 1, WebhookScene.Token));
        Assert.Equal(Settlement.Complete, await World.Sender(null).RunAsync(new QueueMessage(id, 2), 1, WebhookScene.Token));
        Assert.Single(scene.Receiver.Sent);
    }

    [Fact]
    public async Task Two_senders_with_the_same_message_repeat_at_most_and_keep_the_order()
    {
        var id = await scene.SubmitAsync();
        await scene.WorkAsync();
        var message = await scene.LoseAsync();
        scene.Receiver.Before = async () => await Task.Yield();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => World.Sender(scene.Receiver).RunAsync(message, 1, WebhookScene.Token))));

        Assert.Equal([1, 2, 3], scene.Receiver.FirstArrivals(id).Select(e => e.Seq));
        Assert.True(scene.State(id) is { Delivered: 3, Revision: 1 });
    }

    [Fact]
    public async Task A_stopping_host_gives_the_message_back_and_counts_no_attempt()
    {
        var id = await scene.SubmitAsync();
        var message = await scene.LoseAsync();
        using var host = new CancellationTokenSource();
        scene.Receiver.Before = () => host.CancelAsync();

        var settlement = await World.Sender(scene.Receiver).RunAsync(message, 1, host.Token);

        Assert.Equal(Settlement.Abandon(World.Clock.GetUtcNow()), settlement);
        Assert.True(scene.State(id) is { Attempts: 0, Revision: 1, Delivered: 0 });
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_is_reported_and_never_made_anew()
    {
        var id = await scene.SubmitAsync();
        await World.Objects.TryWriteAsync(ObjectNames.Webhook(id), "{\"schema\":9}"u8.ToArray(), WriteCondition.None, WebhookScene.Token);
        await scene.SendAsync();
        await scene.WorkAsync();

        Assert.Contains(ObjectNames.Webhook(id) + ": state-corrupt", (await World.Housekeeping().RunAsync(WebhookScene.Token)).Troubles);
        Assert.Equal("{\"schema\":9}"u8.ToArray(), World.Objects.Bytes(ObjectNames.Webhook(id)));
        Assert.Empty(scene.Receiver.Sent);
        Assert.Equal(RequestStatus.Completed, (await World.ReadAsync(id)).Status);
    }
}
