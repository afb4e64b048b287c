using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using DataRights.Subjects;

namespace DataRights.Signing;

/// <summary>
/// Makes key pairs on P-256 of a key ring's 256-bit keys, always the same of the same key: HKDF to 384 bits, then reduced to
/// the group's order (FIPS 186-5 A.2.1), so that a key ring needs to hold one kind of key only.
/// </summary>
public static class DerivedKeys
{
    private const int SeedBytes = 48;

    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The private key of that purpose and version; the public point is part of it.</summary>
    /// <exception cref="SealBrokenException">Code <c>key-unknown</c>: there is no such version.</exception>
    public static ECParameters Of(IKeyRing keys, string purpose, int version)
    {
        var seed = HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Key(purpose, version).ToArray(), SeedBytes, [], Encoding.ASCII.GetBytes($"data-rights {purpose} P-256"));
        try
        {
            var scalar = new BigInteger(seed, isUnsigned: true, isBigEndian: true) % (Order - 1) + 1;
            var secret = scalar.ToByteArray(isUnsigned: true, isBigEndian: true);
            var padded = new byte[32];
            secret.CopyTo(padded, padded.Length - secret.Length);
            using var pair = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = padded });
            return pair.ExportParameters(includePrivateParameters: true);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }
}
