using System.Security.Cryptography;
using System.Text;
using DataRights.Subjects;

namespace DataRights.Testing.Fakes;

/// <summary>Keys that are the same in every run, made of purpose and version; as many versions as told.</summary>
public sealed class FixedKeyRing : IKeyRing
{
    public int Versions { get; set; } = 1;

    public int CurrentVersion(string purpose) => Versions;

    public ReadOnlyMemory<byte> Key(string purpose, int version) => version >= 1 && version <= Versions
        ? SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{purpose} {version}")))
        : throw new SealBrokenException(purpose, "key-unknown");
}
