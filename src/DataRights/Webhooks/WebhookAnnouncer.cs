using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Storage;
using Microsoft.Extensions.Logging;

namespace DataRights.Webhooks;

/// <summary>Has every new transition of a request delivered to the webhook endpoint. Registered only where there is an endpoint.</summary>
public sealed class WebhookAnnouncer(IObjectStore objects, IJobQueue queue, TimeProvider clock, ILogger<WebhookAnnouncer> logger) : IRequestAnnouncer
{
    private readonly WebhookOutbox outbox = new(objects, queue, clock);

    public async Task AnnounceAsync(RequestRecord written, CancellationToken cancellationToken)
    {
        try
        {
            await outbox.RaiseAsync(written, cancellationToken);
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { } trouble)
        {
            logger.LogWarning("The webhooks of request {RequestId} wait for housekeeping: {Code}.", written.Id, trouble.Code);
        }
    }
}
