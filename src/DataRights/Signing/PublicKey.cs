using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DataRights.Signing;

/// <summary>A public key on P-256, with the members that a JWK has (RFC 7518 6.2.1).</summary>
/// <param name="KeyId">The key's name.</param>
/// <param name="X">The x coordinate, base64url of 32 bytes.</param>
/// <param name="Y">The y coordinate, base64url of 32 bytes.</param>
public sealed record PublicKey(string KeyId, string X, string Y)
{
    public const string Curve = "P-256";

    public ECParameters ToParameters() => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
    };

    /// <summary>The key of that point, named by its thumbprint (RFC 7638), which is the same wherever the key is.</summary>
    public static PublicKey Of(ECPoint point)
    {
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        var members = $$"""{"crv":"{{Curve}}","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        return new(Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members))), x, y);
    }
}
