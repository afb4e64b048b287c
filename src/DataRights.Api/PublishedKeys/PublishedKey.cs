using DataRights.Signing;

namespace DataRights.Api.PublishedKeys;

/// <summary>A public key on P-256 as a JWK (RFC 7517, RFC 7518 6.2).</summary>
public sealed record PublishedKey(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg)
{
    public static PublishedKey Of(PublicKey key, string use, string algorithm) => new("EC", PublicKey.Curve, key.X, key.Y, key.KeyId, use, algorithm);
}
