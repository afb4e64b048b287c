namespace DataRights.Signing;

/// <summary>An ES256 signature.</summary>
/// <param name="KeyId">Names the key among <see cref="ISigner.PublicKeysAsync"/>.</param>
/// <param name="Value">The 64 bytes of R and S (RFC 7518 3.4, IEEE P1363).</param>
public sealed record Signature(string KeyId, ReadOnlyMemory<byte> Value)
{
    public const string Algorithm = "ES256";
}
