using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DataRights.Subjects;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) under the ring's <see cref="KeyPurposes.Sealing"/> key. The result is
/// <c>DRS</c>, format 1, key version (4 bytes, big-endian), nonce (12, random), ciphertext, tag (16); header, purpose and
/// owner are authenticated. Random nonces bound one key to 2^32 seals; rotate long before.
/// </summary>
public sealed class AesGcmSealer(IKeyRing keys) : ISealer
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 8;

    private static ReadOnlySpan<byte> Magic => [(byte)'D', (byte)'R', (byte)'S', 1];

    public byte[] Seal(string purpose, string owner, ReadOnlySpan<byte> content)
    {
        var version = keys.CurrentVersion(KeyPurposes.Sealing);
        var result = new byte[HeaderBytes + NonceBytes + content.Length + TagBytes];
        Magic.CopyTo(result);
        BinaryPrimitives.WriteInt32BigEndian(result.AsSpan(Magic.Length), version);
        var nonce = result.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys.Key(KeyPurposes.Sealing, version).Span, TagBytes);
        aes.Encrypt(nonce, content, result.AsSpan(HeaderBytes + NonceBytes, content.Length), result.AsSpan(result.Length - TagBytes), Bound(result, purpose, owner));
        return result;
    }

    public byte[] Open(string purpose, string owner, ReadOnlySpan<byte> sealedContent)
    {
        if (sealedContent.Length < HeaderBytes + NonceBytes + TagBytes || !sealedContent.StartsWith(Magic))
        {
            throw new SealBrokenException(purpose, "format-unknown");
        }

        var version = BinaryPrimitives.ReadInt32BigEndian(sealedContent[Magic.Length..]);
        using var aes = new AesGcm(keys.Key(KeyPurposes.Sealing, version).Span, TagBytes);
        var content = new byte[sealedContent.Length - HeaderBytes - NonceBytes - TagBytes];
        try
        {
            aes.Decrypt(
                sealedContent.Slice(HeaderBytes, NonceBytes),
                sealedContent.Slice(HeaderBytes + NonceBytes, content.Length),
                sealedContent[^TagBytes..],
                content,
                Bound(sealedContent, purpose, owner));
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException(purpose, "altered-or-of-another-owner");
        }
    }

    /// <summary>Header, purpose and owner, each with its length, so that no two pairs give the same bytes.</summary>
    private static byte[] Bound(ReadOnlySpan<byte> sealedContent, string purpose, string owner)
    {
        using var bound = new MemoryStream();
        bound.Write(sealedContent[..HeaderBytes]);
        LengthPrefixed.Write(bound, purpose);
        LengthPrefixed.Write(bound, owner);
        return bound.ToArray();
    }
}
