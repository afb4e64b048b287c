using System.Text.Json;

namespace DataRights.Api.Tests.Webhooks;

/// <summary>One call that a receiver had.</summary>
internal sealed record ReceivedWebhook(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
