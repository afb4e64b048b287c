using System.Security.Cryptography;
using DataRights.Subjects;

namespace DataRights.Signing;

/// <summary>Signs with the keys of the purpose <see cref="KeyPurposes.Signing"/> of a key ring, in this process.</summary>
public sealed class KeyRingSigner(IKeyRing keys) : ISigner
{
    public Task<Signature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var key = DerivedKeys.Of(keys, KeyPurposes.Signing, keys.CurrentVersion(KeyPurposes.Signing));
        using var signing = ECDsa.Create(key);
        return Task.FromResult(new Signature(PublicKey.Of(key.Q).KeyId, signing.SignData(content.Span, HashAlgorithmName.SHA256)));
    }

    public Task<IReadOnlyList<PublicKey>> PublicKeysAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var current = keys.CurrentVersion(KeyPurposes.Signing);
        var published = Enumerable.Range(0, current).Select(i => current - i)
            .Where(version => Has(version))
            .Select(version => PublicKey.Of(DerivedKeys.Of(keys, KeyPurposes.Signing, version).Q));
        return Task.FromResult<IReadOnlyList<PublicKey>>([.. published]);
    }

    private bool Has(int version)
    {
        try
        {
            return keys.Key(KeyPurposes.Signing, version).Length > 0;
        }
        catch (SealBrokenException)
        {
            // An old version that was destroyed is published no longer.
            return false;
        }
    }
}
