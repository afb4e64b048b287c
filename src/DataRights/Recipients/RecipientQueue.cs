using DataRights.Queueing;

namespace DataRights.Recipients;

/// <summary>The messages of tellings, which travel in the queue of webhooks under a name of their own.</summary>
internal sealed class RecipientQueue(IJobQueue queue, TimeProvider clock)
{
    /// <summary>Sends the message for a state as it stands; to be called after it was written. Idempotent for one revision.</summary>
    public Task EnqueueAsync(RecipientState state, CancellationToken cancellationToken)
    {
        var notBefore = state.NextAttempt > clock.GetUtcNow() ? state.NextAttempt : null;
        return queue.EnqueueAsync(QueueNames.Webhook, RecipientMessage.Of(state), notBefore, cancellationToken);
    }
}
