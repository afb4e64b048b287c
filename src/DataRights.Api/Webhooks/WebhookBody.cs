using System.Text.Json;
using DataRights.Api.Json;
using DataRights.Webhooks;

namespace DataRights.Api.Webhooks;

/// <summary>
/// The body of a webhook: <c>{"type": "request.completed", "timestamp": …, "data": {…}}</c>. Holds ids, codes and moments
/// only; whoever needs more asks the API with the request's id.
/// </summary>
public sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookData Data)
{
    public static byte[] Of(WebhookEvent change) => JsonSerializer.SerializeToUtf8Bytes(
        new WebhookBody(
            change.Type,
            change.At,
            new(change.RequestId, change.Kind, change.Status, change.Outcome, change.Due, change.ClientReference, change.Subject, change.ArchiveExpires, change.Download)),
        ApiJson.Options);
}
