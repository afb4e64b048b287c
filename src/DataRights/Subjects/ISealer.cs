namespace DataRights.Subjects;

/// <summary>
/// Encrypts personal data that the system must keep for a while (AES-256-GCM). The purpose and the owner are bound in:
/// what was sealed for one request does not open for another.
/// </summary>
public interface ISealer
{
    /// <summary>Seals the bytes. The result names the key version, so that keys can be rotated.</summary>
    byte[] Seal(string purpose, string owner, ReadOnlySpan<byte> content);

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <exception cref="SealBrokenException">It was altered, is of another purpose or owner, or its key is gone.</exception>
    byte[] Open(string purpose, string owner, ReadOnlySpan<byte> sealedContent);
}
