using Azure.Messaging.ServiceBus;
using DataRights.Functions.Messages;
using DataRights.Queueing;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Queues;

/// <summary>Notes a webhook message that was given up. Housekeeping sends another.</summary>
public sealed class RecordWebhookDeadLetter(DeadLetterMessages messages)
{
    [Function(nameof(RecordWebhookDeadLetter))]
    public Task RunAsync(
        [ServiceBusTrigger("%WebhookQueueName%/$DeadLetterQueue", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions) =>
        messages.RecordAsync(QueueNames.Webhook, message, actions);
}
