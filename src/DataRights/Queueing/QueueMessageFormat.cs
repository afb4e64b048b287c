using System.Text;
using Newtonsoft.Json;

namespace DataRights.Queueing;

/// <summary>
/// How a <see cref="QueueMessage"/> is written where a message is bytes: <c>{"schema":1,"requestId":…,"version":…}</c> in
/// UTF-8, at most 1 KiB, nothing else in it. What is not exactly that is no message; no error quotes it.
/// </summary>
public static class QueueMessageFormat
{
    public const string ContentType = "application/json";

    private const int CurrentSchema = 1;
    private const int MostBytes = 1024;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly JsonSerializerSettings Settings = new() { DateParseHandling = DateParseHandling.None, MaxDepth = 4, MissingMemberHandling = MissingMemberHandling.Error };

    /// <exception cref="ArgumentException">The request id is none.</exception>
    public static byte[] Write(QueueMessage message) => QueueObjects.IsLegalId(message.RequestId)
        ? Utf8.GetBytes(JsonConvert.SerializeObject(new Body(CurrentSchema, message.RequestId, message.Version), Settings))
        : throw new ArgumentException("A message's request id has 1 to 100 ASCII letters, digits, '-', '_' and '.'.", nameof(message));

    /// <summary>The message, or null with a code that says why it is none: <c>malformed</c> or <c>schema-unknown</c>.</summary>
    public static QueueMessage? Read(ReadOnlySpan<byte> content, out string code)
    {
        code = "malformed";
        if (content.Length > MostBytes)
        {
            return null;
        }

        try
        {
            var text = Utf8.GetString(content);
            if (JsonConvert.DeserializeAnonymousType(text, new { schema = (int?)null }, new JsonSerializerSettings { MaxDepth = 4 }) is { schema: not null and not CurrentSchema })
            {
                code = "schema-unknown";
                return null;
            }

            return JsonConvert.DeserializeObject<Body>(text, Settings) is { } body && QueueObjects.IsLegalId(body.RequestId)
                ? new QueueMessage(body.RequestId, body.Version)
                : null;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private sealed record Body(
        [property: JsonProperty("schema", Required = Required.Always)] int Schema,
        [property: JsonProperty("requestId", Required = Required.Always)] string RequestId,
        [property: JsonProperty("version", Required = Required.Always)] long Version);
}
