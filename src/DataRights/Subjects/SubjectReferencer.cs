using System.Buffers.Text;
using System.Security.Cryptography;

namespace DataRights.Subjects;

/// <summary>
/// Subject references as <c>s{key version}_</c> and the first 24 bytes of an HMAC-SHA-256 (RFC 2104) over collection and
/// key values, in base64url (RFC 4648). Equal root keys give equal references under one key version, and only those.
/// </summary>
public sealed class SubjectReferencer(IKeyRing keys) : ISubjectReferencer
{
    private const string Domain = "data-rights/subject-reference/1";
    private const int ReferenceBytes = 24;

    public string Reference(RootKey root) => Reference(root, keys.CurrentVersion(KeyPurposes.SubjectReference));

    /// <summary>The reference as it was made under that key version.</summary>
    /// <exception cref="SealBrokenException">Code <c>key-unknown</c>: there is no such version.</exception>
    public string Reference(RootKey root, int version)
    {
        var mac = HMACSHA256.HashData(keys.Key(KeyPurposes.SubjectReference, version).Span, Encode(root));
        return FormattableString.Invariant($"s{version}_{Base64Url.EncodeToString(mac.AsSpan(0, ReferenceBytes))}");
    }

    /// <summary>As the port says. Versions whose key is gone are left out.</summary>
    public IReadOnlyList<string> References(RootKey root)
    {
        var references = new List<string>();
        for (var version = keys.CurrentVersion(KeyPurposes.SubjectReference); version >= 1; version--)
        {
            try
            {
                references.Add(Reference(root, version));
            }
            catch (SealBrokenException e) when (e.Code == "key-unknown" && references.Count > 0)
            {
                // Retired for good: nothing can be found by it any more.
            }
        }

        return references;
    }

    private static byte[] Encode(RootKey root)
    {
        using var encoded = new MemoryStream();
        LengthPrefixed.Write(encoded, Domain);
        LengthPrefixed.Write(encoded, root.Collection);
        LengthPrefixed.WriteCount(encoded, root.Key.Values.Count);
        foreach (var value in root.Key.Values)
        {
            LengthPrefixed.Write(encoded, value);
        }

        return encoded.ToArray();
    }
}
