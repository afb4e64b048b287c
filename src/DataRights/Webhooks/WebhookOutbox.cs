using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Webhooks;

/// <summary>
/// The delivery states and their messages. The transitions in the request's record are the outbox itself; what is kept
/// here can be made again from them for as long as <see cref="KeptFor"/>.
/// </summary>
internal sealed class WebhookOutbox(IObjectStore objects, IJobQueue queue, TimeProvider clock)
{
    /// <summary>How long after its last transition a request's delivery state is kept; older transitions are not delivered any more.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private const string Extension = ".json";

    /// <summary>The state and the version to name in the next write; null when there is none.</summary>
    public Task<(WebhookState State, string Version)?> ReadAsync(string requestId, CancellationToken cancellationToken) =>
        ReadObjectAsync(ObjectNames.Webhook(requestId), cancellationToken);

    /// <exception cref="RequestCorruptException">It cannot be read, or is another request's.</exception>
    public async Task<(WebhookState State, string Version)?> ReadObjectAsync(string name, CancellationToken cancellationToken)
    {
        if (await objects.ReadAsync(name, cancellationToken) is not { } stored)
        {
            return null;
        }

        var state = StateJson.Read<WebhookState>(name, stored.Content, WebhookState.CurrentSchema);
        return name == ObjectNames.Webhooks + state.RequestId + Extension
            ? (state, stored.Version)
            : throw new RequestCorruptException(name, "it holds the delivery state of another request");
    }

    public IAsyncEnumerable<ObjectEntry> EntriesAsync(CancellationToken cancellationToken) =>
        objects.ListAsync(ObjectNames.Webhooks, cancellationToken);

    /// <summary>Writes the state over the version read (null: where none was); false when another wrote meanwhile.</summary>
    public async Task<bool> TryWriteAsync(WebhookState state, string? version, CancellationToken cancellationToken)
    {
        var condition = version is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(version);
        return await objects.TryWriteAsync(ObjectNames.Webhook(state.RequestId), StateJson.Write(state), condition, cancellationToken) is not null;
    }

    public Task<bool> TryDeleteAsync(WebhookState state, string version, CancellationToken cancellationToken) =>
        objects.DeleteAsync(ObjectNames.Webhook(state.RequestId), WriteCondition.IfVersion(version), cancellationToken);

    /// <summary>Sends the message for a state as it stands; to be called after it was written. Idempotent for one revision.</summary>
    public Task EnqueueAsync(WebhookState state, CancellationToken cancellationToken)
    {
        var notBefore = state.NextAttempt > clock.GetUtcNow() ? state.NextAttempt : null;
        return queue.EnqueueAsync(QueueNames.Webhook, new QueueMessage(state.RequestId, state.Revision), notBefore, cancellationToken);
    }

    /// <summary>Has the record's transitions delivered: notes how many there are and, when nothing is in flight, sends a message. Idempotent.</summary>
    public async Task RaiseAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await ReadAsync(record.Id, cancellationToken);
            if (Next(stored?.State, record) is not { } next)
            {
                return;
            }

            if (await TryWriteAsync(next, stored?.Version, cancellationToken))
            {
                if (stored?.State.IsIdle ?? true)
                {
                    await EnqueueAsync(next, cancellationToken);
                }

                return;
            }
        }
    }

    private WebhookState? Next(WebhookState? state, RequestRecord record)
    {
        var (now, wanted) = (clock.GetUtcNow(), record.Transitions.Count);
        if (state is null)
        {
            // With the state destroyed, what it said of old transitions is no longer known; they were dealt with then.
            var past = record.Transitions.Count(t => t.At + KeptFor <= now);
            return past == wanted ? null : new WebhookState
            {
                RequestId = record.Id,
                Wanted = wanted,
                Delivered = past,
                Revision = 1,
                NextAttempt = now,
                Changed = now,
            };
        }

        return state.Wanted >= wanted || state.Stopped == WebhookState.Gone ? null
            : state.IsIdle ? state with { Wanted = wanted, Revision = state.Revision + 1, Attempts = 0, Stopped = null, NextAttempt = now, Changed = now }
            : state with { Wanted = wanted, Changed = now };
    }
}
