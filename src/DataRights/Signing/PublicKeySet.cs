using System.Buffers.Text;
using System.Security.Cryptography;
using Newtonsoft.Json.Linq;

namespace DataRights.Signing;

/// <summary>
/// Public keys that check signatures, by name. Read from a JSON Web Key Set (RFC 7517 5): keys of other kinds or uses are passed
/// over, as the RFC demands.
/// </summary>
public sealed class PublicKeySet
{
    private readonly Dictionary<string, PublicKey> keys = new(StringComparer.Ordinal);

    public PublicKeySet(IEnumerable<PublicKey> keys)
    {
        foreach (var key in keys)
        {
            this.keys[key.KeyId] = key;
        }
    }

    public int Count => keys.Count;

    /// <summary>The key of that name, or null.</summary>
    public PublicKey? Find(string keyId) => keys.GetValueOrDefault(keyId);

    /// <summary>The keys of a file.</summary>
    /// <exception cref="FormatException">It is no key set, or none of its keys can check a signature.</exception>
    public static PublicKeySet Parse(ReadOnlySpan<byte> json)
    {
        if (StrictJson.Object(json)?["keys"] is not JArray list)
        {
            throw new FormatException("it is no JSON Web Key Set: an object with a list 'keys' is expected, as /.well-known/data-rights-keys.json answers it.");
        }

        var set = new PublicKeySet(list.OfType<JObject>().Select(Of).OfType<PublicKey>());
        return set.Count > 0 ? set : throw new FormatException("none of its keys can check a signature: a key with kty EC, crv P-256, use sig and a kid is expected.");
    }

    private static PublicKey? Of(JObject key)
    {
        var fits = Text(key, "kty") == "EC" && Text(key, "crv") == PublicKey.Curve && Text(key, "use") is (null or "sig") && Text(key, "alg") is (null or Signature.Algorithm);
        return fits && Text(key, "kid") is { } id && Text(key, "x") is { } x && Text(key, "y") is { } y && IsOnCurve(new(id, x, y)) ? new(id, x, y) : null;
    }

    private static bool IsOnCurve(PublicKey key)
    {
        try
        {
            using var made = ECDsa.Create(key.ToParameters());
            return Base64Url.DecodeFromChars(key.X).Length == 32;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static string? Text(JObject key, string name) => key[name] is JValue { Type: JTokenType.String } value ? (string?)value : null;
}
