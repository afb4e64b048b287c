using System.Text;
using DataRights.Sources;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Subjects;

/// <summary>
/// How a root key is kept in a request's record: <c>{"collection":…,"key":[…]}</c> in UTF-8, sealed under
/// <see cref="KeyPurposes.Sealing"/> for the owner <c>{request id}/root-key</c>, in base64.
/// </summary>
public static class RootKeySeal
{
    public static string Seal(ISealer sealer, string requestId, RootKey root)
    {
        var payload = new JObject
        {
            ["collection"] = root.Collection,
            ["key"] = new JArray(root.Key.Values),
        };
        var content = Encoding.UTF8.GetBytes(payload.ToString(Formatting.None));
        return Convert.ToBase64String(sealer.Seal(KeyPurposes.Sealing, Owner(requestId), content));
    }

    /// <exception cref="SealBrokenException">
    /// The seal does not open; code <c>not-base64</c> or <c>payload-invalid</c>: it was not made by <see cref="Seal"/>.
    /// </exception>
    public static RootKey Open(ISealer sealer, string requestId, string sealedRoot)
    {
        var bytes = new byte[sealedRoot.Length];
        return Convert.TryFromBase64String(sealedRoot, bytes, out var length)
            ? Read(sealer.Open(KeyPurposes.Sealing, Owner(requestId), bytes.AsSpan(0, length)))
            : throw new SealBrokenException(KeyPurposes.Sealing, "not-base64");
    }

    /// <summary>Tells a request's root key from what else is sealed for it.</summary>
    private static string Owner(string requestId) => $"{requestId}/root-key";

    private static RootKey Read(byte[] content)
    {
        // Dates and numbers stay the text they are: a key value that looks like a date must come back unchanged.
        using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(content)))
        {
            DateParseHandling = DateParseHandling.None,
        };
        try
        {
            var payload = JToken.ReadFrom(reader) as JObject;
            var collection = payload?.GetValue("collection", StringComparison.OrdinalIgnoreCase);
            var key = payload?.GetValue("key", StringComparison.OrdinalIgnoreCase) as JArray;
            return collection?.Type == JTokenType.String && key is { Count: > 0 } && key.All(v => v.Type == JTokenType.String)
                ? new RootKey((string)collection!, new Key([.. key.Select(v => (string)v!)]))
                : throw new SealBrokenException(KeyPurposes.Sealing, "payload-invalid");
        }
        catch (JsonException)
        {
            // Not kept as an inner exception: its text may quote the key.
            throw new SealBrokenException(KeyPurposes.Sealing, "payload-invalid");
        }
    }
}
