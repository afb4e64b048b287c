using DataRights.Queueing;

namespace DataRights.Requests;

/// <summary>Sends the message for a record as it stands; to be called after the record was written. Idempotent for one version.</summary>
internal sealed class RequestDispatcher(IJobQueue queue, TimeProvider clock)
{
    public Task EnqueueAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        var notBefore = record.NextAttempt > clock.GetUtcNow() ? record.NextAttempt : null;
        return queue.EnqueueAsync(RequestQueues.For(record.Kind), new QueueMessage(record.Id, record.Version), notBefore, cancellationToken);
    }
}
