using DataRights.Tests.Requests;
using DataRights.Webhooks;

namespace DataRights.Tests.Webhooks;

/// <summary>A transport that answers as the test says, and keeps what was sent and what it took.</summary>
internal sealed class ScriptedReceiver(World world, Func<WebhookEvent, WebhookAnswer>? script = null) : IWebhookTransport
{
    public static readonly WebhookAnswer Ok = new(WebhookVerdict.Delivered, "http-204");
    public static readonly WebhookAnswer Broken = new(WebhookVerdict.Failed, "http-500");
    public static readonly WebhookAnswer Gone = new(WebhookVerdict.Gone, "http-410");

    private readonly Lock gate = new();

    public Func<WebhookEvent, WebhookAnswer> Script { get; set; } = script ?? (_ => Ok);

    public List<(WebhookEvent Event, DateTimeOffset At)> Sent { get; } = [];

    public List<WebhookEvent> Taken { get; } = [];

    /// <summary>Done before each answer.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public async Task<WebhookAnswer> SendAsync(WebhookEvent change, CancellationToken cancellationToken)
    {
        await Before();
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            Sent.Add((change, world.Clock.GetUtcNow()));
            var answer = Script(change);
            if (answer.Verdict == WebhookVerdict.Delivered)
            {
                Taken.Add(change);
            }

            return answer;
        }
    }

    /// <summary>The events of a request in the order in which each came first.</summary>
    public IReadOnlyList<WebhookEvent> FirstArrivals(string id) => [.. Taken.Where(e => e.RequestId == id).DistinctBy(e => e.Id)];
}
