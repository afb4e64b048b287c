using Microsoft.IdentityModel.Tokens;

namespace DataRights.Api.Access.Keys;

/// <summary>An issuer's public keys, and what <c>iss</c> must be (null: said elsewhere).</summary>
internal sealed record KeySet(string? Issuer, IReadOnlyList<SecurityKey> Keys)
{
    /// <summary>The keys that may have signed under that id. A key without an id may have signed under any; a token without one may be by any.</summary>
    public IReadOnlyList<SecurityKey> Find(string? kid) => string.IsNullOrEmpty(kid)
        ? Keys
        : [.. Keys.Where(k => string.IsNullOrEmpty(k.KeyId) || string.Equals(k.KeyId, kid, StringComparison.Ordinal))];
}
