using System.Security.Cryptography;
using DataRights.Subjects;

namespace DataRights.Signing;

/// <summary>Signs with the keys of the purpose <see cref="KeyPurposes.Signing"/> of a key ring, in this process.</summary>
public sealed class KeyRingSigner(IKeyRing ring) : ISigner
{
    private readonly DerivedKeyPairs keys = new(ring, KeyPurposes.Signing);

    public Task<Signature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var key = keys.Current;
        using var signing = ECDsa.Create(key.Private);
        return Task.FromResult(new Signature(key.Public.KeyId, signing.SignData(content.Span, HashAlgorithmName.SHA256)));
    }

    public Task<IReadOnlyList<PublicKey>> PublicKeysAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<PublicKey>>([.. keys.All().Select(k => k.Public)]);
    }
}
