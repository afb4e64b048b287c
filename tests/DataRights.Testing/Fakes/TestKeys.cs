using System.Security.Cryptography;
using System.Text;
using DataRights.Subjects;

namespace DataRights.Testing.Fakes;

/// <summary>Really seals and really references, with keys that live as long as the test.</summary>
public sealed class TestKeys : ISealer, ISubjectReferencer
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] sealing = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] referencing = RandomNumberGenerator.GetBytes(32);

    public byte[] Seal(string purpose, string owner, ReadOnlySpan<byte> content)
    {
        var result = new byte[NonceLength + TagLength + content.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceLength));
        using var aes = new AesGcm(sealing, TagLength);
        aes.Encrypt(result.AsSpan(0, NonceLength), content, result.AsSpan(NonceLength + TagLength), result.AsSpan(NonceLength, TagLength), Bound(purpose, owner));
        return result;
    }

    public byte[] Open(string purpose, string owner, ReadOnlySpan<byte> sealedContent)
    {
        try
        {
            var content = new byte[sealedContent.Length - NonceLength - TagLength];
            using var aes = new AesGcm(sealing, TagLength);
            aes.Decrypt(sealedContent[..NonceLength], sealedContent[(NonceLength + TagLength)..], sealedContent.Slice(NonceLength, TagLength), content, Bound(purpose, owner));
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException(purpose, "altered");
        }
    }

    public string Reference(RootKey root) => "s1_" + Convert.ToBase64String(
            HMACSHA256.HashData(referencing, Encoding.UTF8.GetBytes(root.Collection + "\0" + string.Join('\0', root.Key.Values))))
        .Replace('+', '-').Replace('/', '_').TrimEnd('=');

    private static byte[] Bound(string purpose, string owner) => Encoding.UTF8.GetBytes($"{purpose}\0{owner}");
}
