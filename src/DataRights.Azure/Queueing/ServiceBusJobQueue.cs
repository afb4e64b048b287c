using Azure.Messaging.ServiceBus;
using DataRights.Queueing;

namespace DataRights.Azure.Queueing;

/// <summary>
/// Sends jobs to Service Bus. Durable when the call returns. The message id is the engine's, so duplicate detection drops
/// the same message sent again within its window, whether it is waiting or done; see docs/decisions/service-bus.md.
/// Carries ids only. Lifetime and delivery count are the queue's. Failures are <see cref="QueueException"/>s.
/// </summary>
public sealed class ServiceBusJobQueue(ServiceBusSenders senders, ServiceBusQueues queues, TimeProvider time) : IJobQueue
{
    /// <summary>The subject of every job message.</summary>
    public const string Subject = "data-rights.job";

    public Task EnqueueAsync(string queue, QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        var sent = new ServiceBusMessage(QueueMessageFormat.Write(message))
        {
            MessageId = message.MessageId,
            Subject = Subject,
            ContentType = QueueMessageFormat.ContentType,
            ApplicationProperties = { ["requestId"] = message.RequestId, ["version"] = message.Version },
        };
        if (notBefore > time.GetUtcNow())
        {
            sent.ScheduledEnqueueTime = notBefore.Value;
        }

        return senders.SendAsync(queues.NameOf(queue), sent, cancellationToken);
    }
}
