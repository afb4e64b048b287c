using Azure.Messaging.ServiceBus;
using DataRights.Azure.Queueing;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace DataRights.Functions.Messages;

/// <summary>
/// Takes note of messages that their queue gave up, and removes them: nothing is left to lie in a dead-letter queue. Logs
/// ids and codes only.
/// </summary>
public sealed class DeadLetterMessages(DeadLetters deadLetters, MessageSettlement settlement, ILogger<DeadLetterMessages> logger)
{
    private static readonly string[] KnownReasons = ["MaxDeliveryCountExceeded", "TTLExpiredException", "HeaderSizeExceeded"];

    /// <summary>
    /// A job's: its request fails. When that cannot be written down now, the message is left as it is and comes again when
    /// its lock ends: no copy can be sent to a dead-letter queue, and abandoning would bring it back at once.
    /// </summary>
    public async Task RecordJobAsync(string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        Log(queue, message);
        if (QueueMessageFormat.Read(message.Body, out _) is not { } job || await deadLetters.RecordAsync(job, cancellationToken))
        {
            await settlement.CompleteAsync(message, actions);
        }
    }

    /// <summary>One that no request waits for: it is in the log.</summary>
    public Task RecordAsync(string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions)
    {
        Log(queue, message);
        return settlement.CompleteAsync(message, actions);
    }

    private void Log(string queue, ServiceBusReceivedMessage message)
    {
        // Any sender can name a reason of its own, and write into it what it likes.
        var reason = KnownReasons.Contains(message.DeadLetterReason, StringComparer.Ordinal) ? message.DeadLetterReason : "other";
        MessageMeter.DeadLettered(queue);
        logger.LogError("Queue {Queue} gave up message {MessageName}: {Reason}.", queue, MessageName.Of(message), reason);
    }
}
