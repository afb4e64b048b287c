using System.Text.Json;

namespace DataRights.Samples.Recipient;

/// <summary>What a call says: whom to delete, under which key, and where to confirm.</summary>
public sealed record Telling(string Type, string Key, IReadOnlyDictionary<string, IReadOnlyList<string>> Identifiers, Uri? CallbackUrl, string? CallbackToken)
{
    /// <exception cref="JsonException">It is not such a call.</exception>
    public static Telling Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var data = document.RootElement.GetProperty("data");
            var callback = data.TryGetProperty("callback", out var there) ? there : default;
            return new(
                document.RootElement.GetProperty("type").GetString()!,
                data.GetProperty("key").GetString()!,
                data.GetProperty("identifiers").EnumerateArray()
                    .GroupBy(i => i.GetProperty("name").GetString()!, i => i.GetProperty("value").GetString()!)
                    .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g]),
                callback.ValueKind == JsonValueKind.Object && callback.TryGetProperty("url", out var url) ? new Uri(url.GetString()!) : null,
                callback.ValueKind == JsonValueKind.Object ? callback.GetProperty("token").GetString() : null);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or UriFormatException)
        {
            throw new JsonException("The call is not a telling.");
        }
    }
}
