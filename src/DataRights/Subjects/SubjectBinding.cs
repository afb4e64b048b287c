using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataRights.Subjects;

/// <summary>
/// Binds a receipt to the person by a hash that says nothing without its opening: HMAC-SHA-256, keyed with a salt of 256 random
/// bits, over the normalized identifiers in the ordinal order of their names. Each name and each value stands as a netstring in UTF-8
/// (its length in bytes, a colon, the bytes, a comma), so that no two sets of identifiers have the same bytes.
/// </summary>
public static class SubjectBinding
{
    /// <summary>How receipts name it.</summary>
    public const string Algorithm = "hmac-sha256-netstrings";

    /// <summary>The length of a salt in bytes.</summary>
    public const int SaltBytes = 32;

    /// <summary>A new random salt, base64url.</summary>
    public static string NewSalt() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SaltBytes));

    /// <summary>Whether the text is base64url of 32 bytes, written in the one way that is canonical.</summary>
    public static bool IsSalt(string text) => Decode(text) is not null;

    /// <summary>The hash in lower-case hex.</summary>
    /// <exception cref="ArgumentException">The opening's salt is none.</exception>
    public static string Hash(SubjectOpening opening)
    {
        var salt = Decode(opening.Salt) ?? throw new ArgumentException("The salt is not base64url of 32 bytes.", nameof(opening));
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, salt);
        foreach (var (name, value) in opening.Identifiers.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether the opening is of that hash. Takes the same time whatever the hash.</summary>
    public static bool Opens(SubjectOpening opening, string hash) =>
        IsSalt(opening.Salt) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(opening)), Encoding.UTF8.GetBytes(hash));

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(Encoding.ASCII.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture) + ":"));
        hash.AppendData(bytes);
        hash.AppendData(","u8);
    }

    private static byte[]? Decode(string text)
    {
        Span<byte> bytes = stackalloc byte[SaltBytes];
        return text.Length == Base64Url.GetEncodedLength(SaltBytes) && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == SaltBytes && Base64Url.EncodeToString(bytes) == text
                ? bytes.ToArray()
                : null;
    }
}
