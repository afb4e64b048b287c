using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DataRights.Requests;

/// <summary>
/// What lets a person follow one request when there is no account left to sign in with: <c>drs_</c> and 256 random bits
/// in base64url (RFC 4648). Good for the request's status and receipt until <see cref="GoodFor"/> after its end. Only its
/// SHA-256 is stored; with that many random bits no salt or slow hash is needed. Comparisons take constant time.
/// </summary>
public static class StatusSecret
{
    public const string Prefix = "drs_";

    /// <summary>How long after the request's end it is good.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(90);

    private const int SecretBytes = 32;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What is stored of it: SHA-256 in lower-case hex.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether the secret opens the record now. A record that is not there takes the same work as one that is.</summary>
    public static bool Opens(string secret, RequestRecord? record, DateTimeOffset now)
    {
        var given = Encoding.ASCII.GetBytes(Hash(secret));
        var stored = Encoding.ASCII.GetBytes(record?.StatusSecretHash ?? new string('-', given.Length));
        return CryptographicOperations.FixedTimeEquals(given, stored) & (record?.Ended is not { } ended || now < ended + GoodFor);
    }
}
