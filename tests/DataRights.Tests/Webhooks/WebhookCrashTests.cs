using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Tests.Requests;
using DataRights.Webhooks;
using Xunit;

namespace DataRights.Tests.Webhooks;

/// <summary>Stops the process after each single write, message and delivery in turn; a fresh one must tell everything, in order.</summary>
public sealed class WebhookCrashTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_process_stopped_anywhere_loses_no_event_and_keeps_their_order(int failuresFirst)
    {
        var stops = 0;
        for (var effects = 0; ; effects++)
        {
            var (scene, crash, failures) = (new WebhookScene(), new CrashPoint(effects), failuresFirst);
            scene.Receiver.Script = _ => failures-- > 0 ? ScriptedReceiver.Broken : ScriptedReceiver.Ok;
            await LiveAsync(scene, crash);
            if (!crash.Reached)
            {
                break;
            }

            stops++;
            var request = (await scene.World.Service().SubmitAsync(World.Ask(RequestKind.Access, key: "k"), WebhookScene.Token)).Request;
            await scene.RunUntilQuietAsync(new TestJob());

            var record = await scene.World.ReadAsync(request.Id);
            Assert.Equal(RequestStatus.Completed, record.Status);
            Assert.Equal(record.Transitions.Select(t => (t.Seq, t.Status)), scene.Receiver.FirstArrivals(record.Id).Select(e => (e.Seq, e.Status)));
            Assert.True(scene.State(record.Id) is { IsIdle: true, Stopped: null });
        }

        Assert.True(stops > 15, $"It was stopped only {stops} times.");
    }

    /// <summary>Submits, works and sends until the process stops or a while after all is done; a stopped process settles nothing.</summary>
    private static async Task LiveAsync(WebhookScene scene, CrashPoint crash)
    {
        var world = scene.World;
        var runner = world.Runner(new TestJob(), crash);
        var sender = world.Sender(new MortalReceiver(scene.Receiver, crash), crash);
        await Record.ExceptionAsync(() => world.Service(crash).SubmitAsync(World.Ask(RequestKind.Access, key: "k"), WebhookScene.Token));
        for (var turn = 0; turn < 8; turn++)
        {
            await DeliverAsync(QueueNames.Webhook, sender);
            await DeliverAsync(QueueNames.Export, runner);
            world.Clock.Advance(TimeSpan.FromMinutes(40));
        }

        async Task DeliverAsync(string queue, IMessageHandler handler)
        {
            if (!crash.Reached && await world.Queue.TryReceiveAsync(queue, TimeSpan.FromSeconds(60), WebhookScene.Token) is { } message)
            {
                var settlement = await handler.RunAsync(message.Message, message.DeliveryCount, WebhookScene.Token);
                if (!crash.Reached)
                {
                    _ = settlement.AbandonUntil is { } until
                        ? await world.Queue.AbandonAsync(message, until, WebhookScene.Token)
                        : await world.Queue.CompleteAsync(message, WebhookScene.Token);
                }
            }
        }
    }

    /// <summary>Sends while the process lives; it may die between the receiver's taking an event and learning of it.</summary>
    private sealed class MortalReceiver(ScriptedReceiver inner, CrashPoint crash) : IWebhookTransport
    {
        public Task<WebhookAnswer> SendAsync(WebhookEvent change, CancellationToken cancellationToken) =>
            crash.EffectAsync(() => inner.SendAsync(change, cancellationToken));
    }
}
