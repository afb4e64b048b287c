using System.Text;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Tests.Requests;
using DataRights.Webhooks;
using Newtonsoft.Json;
using Xunit;

namespace DataRights.Tests.Webhooks;

/// <summary>A world with a webhook endpoint, and what tests do in it.</summary>
internal sealed class WebhookScene
{
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(60);

    public WebhookScene(bool announces = true)
    {
        World = new World { Announces = announces };
        Receiver = new ScriptedReceiver(World);
    }

    public World World { get; }

    public ScriptedReceiver Receiver { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<string> SubmitAsync(RequestKind kind = RequestKind.Access, string user = "2", string? reference = null) =>
        (await World.Service().SubmitAsync(World.Ask(kind, user) with { ClientReference = reference }, Token)).Request.Id;

    /// <summary>Runs the request to its end, without sending webhooks.</summary>
    public Task<bool> WorkAsync(TestJob? job = null) => World.DeliverAsync(World.Runner(job ?? new TestJob()));

    /// <summary>Sends what is due now; returns how many messages that were.</summary>
    public async Task<int> SendAsync(WebhookRunner? sender = null)
    {
        sender ??= World.Sender(Receiver);
        var count = 0;
        while (await World.Queue.TryReceiveAsync(QueueNames.Webhook, Hidden, Token) is { } message)
        {
            var settlement = await sender.RunAsync(message.Message, message.DeliveryCount, Token);
            _ = settlement.AbandonUntil is { } notBefore
                ? await World.Queue.AbandonAsync(message, notBefore, Token)
                : await World.Queue.CompleteAsync(message, Token);
            count++;
        }

        return count;
    }

    /// <summary>Takes a message out of the queue, so that it is lost.</summary>
    public async Task<QueueMessage> LoseAsync()
    {
        var message = (await World.Queue.TryReceiveAsync(QueueNames.Webhook, Hidden, Token))!;
        await World.Queue.CompleteAsync(message, Token);
        return message.Message;
    }

    /// <summary>Lets time pass, with housekeeping and deliveries, until there is nothing left to do.</summary>
    public async Task RunUntilQuietAsync(TestJob job)
    {
        var (runner, sender, housekeeping) = (World.Runner(job), World.Sender(Receiver), World.Housekeeping());
        for (var round = 0; round < 10_000; round++)
        {
            while (await World.DeliverAsync(runner) || await SendAsync(sender) > 0)
            {
            }

            var report = await housekeeping.RunAsync(Token);
            Assert.Empty(report.Troubles);
            if (report is { Open: 0, Finished: 0, Duplicates: 0, WebhooksRequeued: 0 } && World.Queue.Waiting.Count == 0 && World.Claims().Count == 0)
            {
                return;
            }

            var next = World.Queue.NextVisible - World.Clock.GetUtcNow() ?? TimeSpan.Zero;
            World.Clock.Advance(next > TimeSpan.FromMinutes(10) ? next : TimeSpan.FromMinutes(10));
        }

        Assert.Fail("It never became quiet.");
    }

    public SeenState? State(string id) =>
        World.Objects.Bytes(ObjectNames.Webhook(id)) is { } bytes ? JsonConvert.DeserializeObject<SeenState>(Encoding.UTF8.GetString(bytes)) : null;
}
