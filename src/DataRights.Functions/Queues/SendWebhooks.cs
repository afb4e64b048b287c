using Azure.Messaging.ServiceBus;
using DataRights.Functions.Messages;
using DataRights.Queueing;
using DataRights.Recipients;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Queues;

/// <summary>Announces requests' changes to the host application, and tells recipients of deletions.</summary>
public sealed class SendWebhooks(OutgoingRunner outgoing, JobMessages messages)
{
    [Function(nameof(SendWebhooks))]
    public Task RunAsync(
        [ServiceBusTrigger("%WebhookQueueName%", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        messages.WorkAsync(QueueNames.Webhook, message, actions, outgoing.RunAsync, cancellationToken);
}
