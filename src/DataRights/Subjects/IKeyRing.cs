namespace DataRights.Subjects;

/// <summary>Versioned 256-bit keys by purpose. Keys never leave memory but for the adapter that holds them.</summary>
public interface IKeyRing
{
    /// <summary>The version that new work uses.</summary>
    int CurrentVersion(string purpose);

    /// <summary>The key.</summary>
    /// <exception cref="SealBrokenException">Code <c>key-unknown</c>: there is no such version.</exception>
    ReadOnlyMemory<byte> Key(string purpose, int version);
}
