namespace DataRights.Webhooks;

/// <summary>Sends events to the host application's endpoint, signed. Safe for concurrent use.</summary>
public interface IWebhookTransport
{
    /// <summary>
    /// Sends the event once, within a bounded time. Never raises for what the network or the receiver does; only
    /// <see cref="OperationCanceledException"/> when the token is cancelled. An event that counts as failed may have arrived.
    /// </summary>
    Task<WebhookAnswer> SendAsync(WebhookEvent change, CancellationToken cancellationToken);
}
