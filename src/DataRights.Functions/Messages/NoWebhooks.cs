using DataRights.Queueing;
using DataRights.Requests;

namespace DataRights.Functions.Messages;

/// <summary>The work of a head that was given nobody to announce anything to.</summary>
internal sealed class NoWebhooks : IWebhookWork
{
    public Task<Settlement> RunAsync(QueueMessage message, int deliveries, CancellationToken cancellationToken) => Task.FromResult(Settlement.Complete);
}
