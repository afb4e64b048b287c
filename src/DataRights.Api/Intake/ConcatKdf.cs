using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DataRights.Api.Intake;

/// <summary>
/// The key derivation of <c>ECDH-ES</c> in direct mode (RFC 7518 4.6.2: the Concat KDF of NIST SP 800-56A with SHA-256), for
/// keys of at most 256 bits, which are one round.
/// </summary>
public static class ConcatKdf
{
    /// <param name="secret">The shared secret Z.</param>
    /// <param name="algorithm">The <c>enc</c> of the message, for which the key is.</param>
    /// <param name="sender">The bytes of <c>apu</c>; empty when there is none.</param>
    /// <param name="receiver">The bytes of <c>apv</c>; empty when there is none.</param>
    /// <param name="bits">The key's length, at most 256.</param>
    public static byte[] Derive(ReadOnlySpan<byte> secret, string algorithm, ReadOnlySpan<byte> sender, ReadOnlySpan<byte> receiver, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 256);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendNumber(hash, 1);
        hash.AppendData(secret);
        AppendField(hash, Encoding.ASCII.GetBytes(algorithm));
        AppendField(hash, sender);
        AppendField(hash, receiver);
        AppendNumber(hash, bits);
        return hash.GetHashAndReset()[..(bits / 8)];
    }

    private static void AppendField(IncrementalHash hash, ReadOnlySpan<byte> field)
    {
        AppendNumber(hash, field.Length);
        hash.AppendData(field);
    }

    private static void AppendNumber(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
