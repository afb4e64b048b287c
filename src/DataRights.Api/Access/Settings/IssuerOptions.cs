namespace DataRights.Api.Access.Settings;

/// <summary>
/// An issuer of tokens and where its public keys come from: exactly one of <see cref="Authority"/>, <see cref="JwksUrl"/>,
/// <see cref="Jwks"/> and <see cref="Pem"/>. URLs are https, or http on loopback.
/// </summary>
public sealed record IssuerOptions
{
    /// <summary>An OpenID Connect issuer; its metadata lies at <c>/.well-known/openid-configuration</c> under it.</summary>
    public string? Authority { get; init; }

    /// <summary>What <c>iss</c> must be. With an <see cref="Authority"/> by default what its metadata says.</summary>
    public string? Issuer { get; init; }

    /// <summary>Of which <c>aud</c> must hold one.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>Where a JSON Web Key Set (RFC 7517) lies.</summary>
    public string? JwksUrl { get; init; }

    /// <summary>A JSON Web Key Set of public keys, as text.</summary>
    public string? Jwks { get; init; }

    /// <summary>One public key in PEM (SubjectPublicKeyInfo): RSA of 2048 bits or more, or EC.</summary>
    public string? Pem { get; init; }
}
