using System.Security.Cryptography;
using DataRights.Subjects;

namespace DataRights.Signing;

/// <summary>
/// The key pairs of one purpose of a key ring (<see cref="DerivedKeys"/>), each made once. Versions that the ring no longer
/// has are left out: what was made with them stays closed, and they are published no longer. Safe for concurrent use.
/// </summary>
public sealed class DerivedKeyPairs(IKeyRing ring, string purpose)
{
    private readonly Dictionary<int, (PublicKey Public, ECParameters Private)> made = [];

    /// <summary>The pair that new work uses.</summary>
    /// <exception cref="SealBrokenException">Code <c>key-unknown</c>: the ring has no key for the purpose.</exception>
    public (PublicKey Public, ECParameters Private) Current => Of(ring.CurrentVersion(purpose));

    /// <summary>Every pair that the ring still has, the current one first.</summary>
    public IEnumerable<(PublicKey Public, ECParameters Private)> All()
    {
        for (var version = ring.CurrentVersion(purpose); version > 0; version--)
        {
            if (TryOf(version) is { } pair)
            {
                yield return pair;
            }
        }
    }

    private (PublicKey Public, ECParameters Private)? TryOf(int version)
    {
        try
        {
            return Of(version);
        }
        catch (SealBrokenException)
        {
            // That version was destroyed.
            return null;
        }
    }

    private (PublicKey Public, ECParameters Private) Of(int version)
    {
        lock (made)
        {
            if (!made.TryGetValue(version, out var pair))
            {
                var key = DerivedKeys.Of(ring, purpose, version);
                made[version] = pair = (PublicKey.Of(key.Q), key);
            }

            return pair;
        }
    }
}
