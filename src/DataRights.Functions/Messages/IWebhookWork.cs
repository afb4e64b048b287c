using DataRights.Queueing;
using DataRights.Requests;

namespace DataRights.Functions.Messages;

/// <summary>Announces a request's changes to the host application. Never throws for what goes wrong; idempotent.</summary>
public interface IWebhookWork
{
    Task<Settlement> RunAsync(QueueMessage message, int deliveries, CancellationToken cancellationToken);
}
