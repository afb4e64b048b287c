using Azure.Messaging.ServiceBus;
using DataRights.Functions.Messages;
using DataRights.Queueing;
using DataRights.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Queues;

/// <summary>Announces requests' changes to the host application.</summary>
public sealed class SendWebhooks(WebhookRunner webhooks, JobMessages messages)
{
    [Function(nameof(SendWebhooks))]
    public Task RunAsync(
        [ServiceBusTrigger("%WebhookQueueName%", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        messages.WorkAsync(QueueNames.Webhook, message, actions, webhooks.RunAsync, cancellationToken);
}
