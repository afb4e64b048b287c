using System.Security.Cryptography;
using System.Text;
using DataRights.Subjects;

namespace DataRights.Testing.Fakes;

/// <summary>Keys made of purpose and version, so that they are the same in every run; as many versions as told.</summary>
public sealed class FixedKeyRing : IKeyRing
{
    public int Current { get; set; } = 1;

    /// <summary>Versions that were destroyed.</summary>
    public HashSet<int> Gone { get; } = [];

    public int CurrentVersion(string purpose) => Current;

    public ReadOnlyMemory<byte> Key(string purpose, int version) => version >= 1 && version <= Current && !Gone.Contains(version)
        ? SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{purpose}/{version}")))
        : throw new SealBrokenException(purpose, "key-unknown");
}
