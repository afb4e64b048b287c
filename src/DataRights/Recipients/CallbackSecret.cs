using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DataRights.Recipients;

/// <summary>
/// What a recipient shows when it calls back: <c>drc_</c> and 256 random bits in base64url (RFC 4648), one for each telling.
/// Only its SHA-256 is kept beyond the telling. Comparisons take constant time.
/// </summary>
public static class CallbackSecret
{
    public const string Prefix = "drc_";

    private const int SecretBytes = 32;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What is stored of it: SHA-256 in lower-case hex.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether the secret is the one of that hash. Without a hash it takes the same work, and it is not.</summary>
    public static bool Opens(string secret, string? hash)
    {
        var given = Encoding.ASCII.GetBytes(Hash(secret));
        return CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(hash ?? new string('-', given.Length)));
    }
}
