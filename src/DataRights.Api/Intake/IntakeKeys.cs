using System.Security.Cryptography;
using DataRights.Signing;
using DataRights.Subjects;

namespace DataRights.Api.Intake;

/// <summary>
/// The keys to which account-settings pages encrypt: P-256, made of the key ring's purpose <see cref="KeyPurposes.Intake"/>.
/// The current one is published; every version that the ring still has opens.
/// </summary>
public sealed class IntakeKeys(IKeyRing ring)
{
    private readonly DerivedKeyPairs keys = new(ring, KeyPurposes.Intake);

    /// <summary>The key to encrypt to.</summary>
    public PublicKey Current() => keys.Current.Public;

    /// <summary>The private key of that name; null when there is none.</summary>
    public ECParameters? Find(string? keyId) =>
        keys.All().Where(k => k.Public.KeyId == keyId).Select(k => (ECParameters?)k.Private).FirstOrDefault();
}
