using Azure.Messaging.ServiceBus;
using DataRights.Queueing;

namespace DataRights.Azure.Queueing;

/// <summary>
/// Brings a received message back later: as a copy that becomes visible at its time, to be followed by completing the
/// received one. Abandoning would bring it back at once and count towards the dead-letter queue. A stop between the two
/// leaves both; each is harmless, since what they start looks at the request's version first.
/// </summary>
public sealed class MessageReturns(ServiceBusSenders senders, ServiceBusQueues queues, TimeProvider time)
{
    /// <param name="queue">The engine's name of the queue that it came from.</param>
    /// <param name="message">The message; its body is carried over as it is.</param>
    /// <param name="notBefore">When the copy becomes visible.</param>
    /// <param name="cancellationToken">Gives up; the copy may have been sent.</param>
    /// <exception cref="QueueException">The copy was not taken.</exception>
    public Task ScheduleCopyAsync(string queue, ServiceBusReceivedMessage message, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var copy = new ServiceBusMessage(message.Body)
        {
            MessageId = MessageTries.IdOfNextCopy(message),
            Subject = message.Subject,
            ContentType = message.ContentType,
            ApplicationProperties =
            {
                [MessageTries.TryProperty] = MessageTries.CopiesOf(message) + 1,
                [MessageTries.OriginalProperty] = MessageTries.OriginalIdOf(message),
            },
        };
        if (notBefore > time.GetUtcNow())
        {
            copy.ScheduledEnqueueTime = notBefore;
        }

        return senders.SendAsync(queues.NameOf(queue), copy, cancellationToken);
    }
}
