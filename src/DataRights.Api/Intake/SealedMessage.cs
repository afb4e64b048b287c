using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DataRights.Signing;

namespace DataRights.Api.Intake;

/// <summary>
/// A JWE in compact form (RFC 7516 7.1) with <c>ECDH-ES</c> on P-256 and <c>A256GCM</c>, and nothing else: one key agreement
/// and one authenticated cipher, both the platform's. docs/decisions/intake.md says why.
/// </summary>
internal sealed class SealedMessage
{
    public const string KeyAlgorithm = "ECDH-ES";
    public const string ContentAlgorithm = "A256GCM";

    private const int KeyBits = 256;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly string[] parts;
    private readonly JsonElement header;

    private SealedMessage(string[] parts, JsonElement header) => (this.parts, this.header) = (parts, header);

    /// <summary>The key it was made for; null when it does not say.</summary>
    public string? KeyId => Text("kid");

    // What must be understood and is not, and compression, which lets an outsider measure what is inside.
    public bool IsOfOurAlgorithms =>
        Text("alg") == KeyAlgorithm && Text("enc") == ContentAlgorithm && !header.TryGetProperty("crit", out _) && !header.TryGetProperty("zip", out _);

    /// <summary>Null when it is no JWE.</summary>
    public static SealedMessage? Parse(string message)
    {
        var parts = message.Split('.');
        try
        {
            return parts.Length == 5 && JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[0])) is { ValueKind: JsonValueKind.Object } header
                ? new(parts, header)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What is inside; null when it was not made for this key, or was tampered with.</summary>
    public byte[]? Open(ECParameters key)
    {
        try
        {
            var (nonce, content, tag) = (Base64Url.DecodeFromChars(parts[2]), Base64Url.DecodeFromChars(parts[3]), Base64Url.DecodeFromChars(parts[4]));
            if (parts[1].Length > 0 || nonce.Length != NonceBytes || tag.Length != TagBytes || EphemeralKey() is not { } ephemeral)
            {
                return null;
            }

            using var ours = ECDiffieHellman.Create(key);
            using var theirs = ECDiffieHellman.Create(ephemeral);
            var secret = ours.DeriveRawSecretAgreement(theirs.PublicKey);
            using var cipher = new AesGcm(ConcatKdf.Derive(secret, ContentAlgorithm, Bytes("apu"), Bytes("apv"), KeyBits), TagBytes);
            var opened = new byte[content.Length];
            cipher.Decrypt(nonce, content, tag, opened, Encoding.ASCII.GetBytes(parts[0]));
            return opened;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    // The platform refuses a point that is not on the curve when it takes it in.
    private ECParameters? EphemeralKey() =>
        header.TryGetProperty("epk", out var key) && key.ValueKind == JsonValueKind.Object
        && Text(key, "kty") == "EC" && Text(key, "crv") == PublicKey.Curve && Text(key, "x") is { } x && Text(key, "y") is { } y
            ? new PublicKey("", x, y).ToParameters()
            : null;

    private byte[] Bytes(string name) => Text(name) is { } text ? Base64Url.DecodeFromChars(text) : [];

    private string? Text(string name) => Text(header, name);

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
