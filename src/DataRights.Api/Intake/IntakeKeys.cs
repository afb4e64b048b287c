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
    private readonly Dictionary<int, (PublicKey Public, ECParameters Private)> made = [];

    /// <summary>The key to encrypt to.</summary>
    public PublicKey Current() => Of(ring.CurrentVersion(KeyPurposes.Intake)).Public;

    /// <summary>The private key of that name; null when there is none.</summary>
    public ECParameters? Find(string? keyId)
    {
        for (var version = ring.CurrentVersion(KeyPurposes.Intake); version > 0; version--)
        {
            if (TryOf(version) is { } key && key.Public.KeyId == keyId)
            {
                return key.Private;
            }
        }

        return null;
    }

    private (PublicKey Public, ECParameters Private)? TryOf(int version)
    {
        try
        {
            return Of(version);
        }
        catch (SealBrokenException)
        {
            // That version was destroyed; what was encrypted to it stays closed.
            return null;
        }
    }

    private (PublicKey Public, ECParameters Private) Of(int version)
    {
        lock (made)
        {
            if (!made.TryGetValue(version, out var key))
            {
                var pair = DerivedKeys.Of(ring, KeyPurposes.Intake, version);
                made[version] = key = (PublicKey.Of(pair.Q), pair);
            }

            return key;
        }
    }
}
