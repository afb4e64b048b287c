namespace DataRights.Signing;

/// <summary>
/// Signs with ES256 (RFC 7518 3.4: ECDSA on P-256 with SHA-256). The private key stays with the adapter; the public ones
/// are published, so that anybody can check a signature. Safe for concurrent use.
/// </summary>
public interface ISigner
{
    /// <summary>Signs the bytes with the current key.</summary>
    /// <exception cref="Subjects.KeyRingException">The key cannot be used now.</exception>
    Task<Signature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Every key that ever signed and is still published, the current one first.</summary>
    /// <exception cref="Subjects.KeyRingException">The keys cannot be read now.</exception>
    Task<IReadOnlyList<PublicKey>> PublicKeysAsync(CancellationToken cancellationToken);
}
