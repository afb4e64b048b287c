using Azure.Messaging.ServiceBus;
using DataRights.Functions.Messages;
using DataRights.Queueing;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Queues;

/// <summary>Notes a queued request that was given up before it could be accepted, and destroys its contents.</summary>
public sealed class RecordRequestDeadLetter(DeadLetterMessages messages)
{
    [Function(nameof(RecordRequestDeadLetter))]
    public Task RunAsync(
        [ServiceBusTrigger("%RequestsQueueName%/$DeadLetterQueue", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions) =>
        messages.RecordAsync(QueueNames.Intake, message, actions);
}
