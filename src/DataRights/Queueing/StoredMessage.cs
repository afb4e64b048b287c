using System.Text;
using Newtonsoft.Json;

namespace DataRights.Queueing;

/// <summary>A message as it lies in the object store.</summary>
[JsonObject(MissingMemberHandling = MissingMemberHandling.Error)]
internal sealed record StoredMessage(
    [property: JsonProperty("schema", Required = Required.Always)] int Schema,
    [property: JsonProperty("requestId", Required = Required.Always)] string RequestId,
    [property: JsonProperty("version", Required = Required.Always)] long Version,
    [property: JsonProperty("visibleAt", Required = Required.Always)] DateTimeOffset VisibleAt,
    [property: JsonProperty("deliveryCount", Required = Required.Always)] int DeliveryCount,
    [property: JsonProperty("lockToken")] string? LockToken)
{
    private const int CurrentSchema = 1;

    private static readonly JsonSerializerSettings Settings = new()
    {
        DateParseHandling = DateParseHandling.DateTimeOffset,
        DateTimeZoneHandling = DateTimeZoneHandling.Utc,
        MissingMemberHandling = MissingMemberHandling.Error,
    };

    public QueueMessage Message => new(RequestId, Version);

    public static StoredMessage New(QueueMessage message, DateTimeOffset visibleAt) =>
        new(CurrentSchema, message.RequestId, message.Version, visibleAt, 0, null);

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(this, Settings));

    /// <summary>The message, or null with a code that says why it is none: <c>malformed</c>, <c>schema-unknown</c> or <c>misplaced</c>.</summary>
    public static StoredMessage? Parse(ReadOnlyMemory<byte> content, string queue, string name, out string code)
    {
        code = "malformed";
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content.Span);
            if (JsonConvert.DeserializeAnonymousType(text, new { schema = (int?)null }, new JsonSerializerSettings()) is { schema: not null and not CurrentSchema })
            {
                code = "schema-unknown";
                return null;
            }

            if (JsonConvert.DeserializeObject<StoredMessage>(text, Settings) is not { } message)
            {
                return null;
            }

            code = "misplaced";
            return QueueObjects.IsLegalId(message.RequestId) && QueueObjects.NameOf(queue, message.Message) == name ? message : null;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
