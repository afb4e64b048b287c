using System.Text.Json;

namespace DataRights.Api.Recipients;

/// <summary>Reads the one word of an answer that counts: <c>{"status": "deleted"}</c>. Everything else in it is passed over, and nothing of it kept.</summary>
internal static class RecipientReply
{
    public const string Deleted = "deleted";
    public const string Unknown = "unknown";
    public const string Refused = "refused";

    private const int MostBytes = 16 * 1024;

    /// <summary>The status, or null when the answer is not JSON with such a word or is longer than 16 KiB.</summary>
    public static async Task<string?> StatusAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostBytes + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (read is 0 or > MostBytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, read), new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("status", out var status)
                && status.ValueKind == JsonValueKind.String
                    ? status.GetString()
                    : null;
        }
        catch (JsonException)
        {
            // Not JSON: it says nothing that counts.
            return null;
        }
    }
}
