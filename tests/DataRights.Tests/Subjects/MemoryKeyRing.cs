using System.Security.Cryptography;
using DataRights.Subjects;

namespace DataRights.Tests.Subjects;

/// <summary>Keys made from purpose and version, so that tests can repeat what they did.</summary>
internal sealed class MemoryKeyRing : IKeyRing
{
    public int Current { get; set; } = 1;

    public HashSet<int> Gone { get; } = [];

    public int CurrentVersion(string purpose) => Current;

    public ReadOnlyMemory<byte> Key(string purpose, int version) =>
        version >= 1 && version <= Current && !Gone.Contains(version)
            ? SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{purpose}/{version}"))
            : throw new SealBrokenException(purpose, "key-unknown");
}
