using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Webhooks;

namespace DataRights.Recipients;

/// <summary>Works the queue of what is told to others: webhooks to the host application, deletions to recipients.</summary>
public sealed class OutgoingRunner(WebhookRunner webhooks, RecipientRunner recipients) : IMessageHandler
{
    public Task<Settlement> RunAsync(QueueMessage message, int deliveryCount, CancellationToken cancellationToken) =>
        RecipientMessage.Is(message)
            ? recipients.RunAsync(message, deliveryCount, cancellationToken)
            : webhooks.RunAsync(message, deliveryCount, cancellationToken);
}
