using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace DataRights.Api.Access.Keys;

/// <summary>Reads public keys. Whatever could be a shared secret is never taken for one.</summary>
/// <exception cref="FormatException">The text cannot be used; the message is the end of a sentence and quotes nothing.</exception>
internal static class KeyReader
{
    private const int LeastRsaBits = 2048;
    private const string PublicKeyLabel = "PUBLIC KEY";

    /// <summary>A key set from the settings: every key must be usable.</summary>
    public static KeySet FromJwks(string json)
    {
        var keys = Parse(json);
        return keys.Count > 0 && keys.All(IsUsable)
            ? new(null, [.. keys])
            : throw new FormatException("must hold public keys for signing only: RSA of 2048 bits or more, or EC, without private parts");
    }

    /// <summary>A key set that an issuer publishes: keys for other uses are left out.</summary>
    public static KeySet FromPublished(string json, string? issuer) => new(issuer, [.. Parse(json).Where(IsUsable)]);

    public static KeySet FromPem(string text)
    {
        try
        {
            var field = PemEncoding.Find(text);
            if (text[field.Label] != PublicKeyLabel)
            {
                throw new FormatException($"must be a public key: '-----BEGIN {PublicKeyLabel}-----'");
            }

            var key = PublicKey.CreateFromSubjectPublicKeyInfo(Convert.FromBase64String(text[field.Base64Data]), out _);
            return new(null, [Of(key)]);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new FormatException($"is not a public key in PEM ('-----BEGIN {PublicKeyLabel}-----')");
        }
    }

    private static SecurityKey Of(PublicKey key) =>
        key.GetRSAPublicKey() is { KeySize: >= LeastRsaBits } rsa ? new RsaSecurityKey(rsa)
        : key.GetECDsaPublicKey() is { } ecdsa ? new ECDsaSecurityKey(ecdsa)
        : throw new FormatException("must be an RSA key of 2048 bits or more, or an EC key");

    private static IList<JsonWebKey> Parse(string json)
    {
        try
        {
            return new JsonWebKeySet(json).Keys;
        }
        catch (Exception e) when (e is ArgumentException or System.Text.Json.JsonException)
        {
            throw new FormatException("is not a JSON Web Key Set ({\"keys\": […]})");
        }
    }

    private static bool IsUsable(JsonWebKey key) =>
        !key.HasPrivateKey
        && (string.IsNullOrEmpty(key.Use) || key.Use == JsonWebKeyUseNames.Sig)
        && (key.Kty == JsonWebAlgorithmsKeyTypes.EllipticCurve || (key.Kty == JsonWebAlgorithmsKeyTypes.RSA && key.KeySize >= LeastRsaBits));
}
