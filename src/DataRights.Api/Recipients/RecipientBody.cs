using System.Text.Json;
using DataRights.Api.Json;
using DataRights.Recipients;

namespace DataRights.Api.Recipients;

/// <summary>
/// The body of a call: <c>{"type": "person.delete", "timestamp": …, "data": {…}}</c>, or <c>person.freeze</c>. Holds what the
/// other side knows the person by and nothing else of the person.
/// </summary>
public sealed record RecipientBody(string Type, DateTimeOffset Timestamp, RecipientData Data)
{
    public const string Delete = "person.delete";
    public const string Freeze = "person.freeze";

    public static byte[] Of(string type, RecipientCall call, DateTimeOffset now, Uri? callbackBase) => JsonSerializer.SerializeToUtf8Bytes(
        new RecipientBody(type, now, new(
            call.RequestId,
            call.Key,
            [.. call.Identifiers.Select(i => new RecipientIdentifier(i.Name, i.Value))],
            call.CallbackSecret is { } secret
                ? new(Routes.RecipientCallback, callbackBase is null ? null : new Uri(callbackBase.AbsoluteUri.TrimEnd('/') + Routes.RecipientCallback), secret)
                : null)),
        ApiJson.Options);

    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => Type;
}
