using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataRights.Api.Webhooks;

/// <summary>A signing key of Standard Webhooks: symmetric, version <c>v1</c>.</summary>
public sealed class WebhookSecret
{
    /// <summary>How many secrets may sign at once; more would be a mistake and a long header.</summary>
    public const int Most = 5;

    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    private readonly byte[] key;

    private WebhookSecret(byte[] key) => this.key = key;

    /// <summary>A new secret as text, of 32 random bytes.</summary>
    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <param name="text"><c>whsec_</c> and base64.</param>
    /// <param name="setting">The setting's name, for the error.</param>
    /// <exception cref="WebhookSettingException">It is no secret.</exception>
    public static WebhookSecret Parse(string? text, string setting)
    {
        var buffer = new byte[MostBytes];
        return text?.StartsWith(Prefix, StringComparison.Ordinal) == true
            && Convert.TryFromBase64String(text[Prefix.Length..], buffer, out var length)
            && length >= FewestBytes
                ? new WebhookSecret(buffer[..length])
                : throw new WebhookSettingException(setting, FormattableString.Invariant($"must be '{Prefix}' followed by the base64 of {FewestBytes} to {MostBytes} random bytes."));
    }

    /// <summary>The signature over <c>id.timestamp.body</c>: <c>v1,</c> and base64 of HMAC-SHA256.</summary>
    public string Sign(string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
