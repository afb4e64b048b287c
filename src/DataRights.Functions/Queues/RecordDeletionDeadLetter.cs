using Azure.Messaging.ServiceBus;
using DataRights.Functions.Messages;
using DataRights.Queueing;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Queues;

/// <summary>Fails the deletion whose message was given up.</summary>
public sealed class RecordDeletionDeadLetter(DeadLetterMessages messages)
{
    [Function(nameof(RecordDeletionDeadLetter))]
    public Task RunAsync(
        [ServiceBusTrigger("%DeletionQueueName%/$DeadLetterQueue", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        messages.RecordJobAsync(QueueNames.Deletion, message, actions, cancellationToken);
}
