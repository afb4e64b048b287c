using System.Buffers.Text;
using System.Text.Json;
using DataRights.Api.Access.Keys;
using DataRights.Api.Access.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DataRights.Api.Access.Credentials;

/// <summary>
/// Checks a token against one issuer: signature by one of its public keys with an asymmetric algorithm, issuer, audience
/// and time (RFC 7519, RFC 8725).
/// </summary>
internal sealed class TokenCheck(IssuerOptions issuer, IIssuerKeys keys, TimeSpan skew, TimeProvider time)
{
    /// <summary>None of them takes a shared secret, so that a public key is never one.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <summary>The payload, for the caller to dispose of; or a code for why the token is not good.</summary>
    public async Task<(JsonDocument? Payload, string? Refusal)> RunAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        if (!Algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            return (null, "algorithm");
        }

        var set = await keys.GetAsync(token.Kid, cancellationToken);
        if (set.Find(token.Kid) is not { Count: > 0 } candidates)
        {
            return (null, "unknown-key");
        }

        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer ?? set.Issuer,
            ValidAudiences = issuer.Audiences,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = candidates,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsInTime(notBefore, expires),
        });
        return result.IsValid ? Parse(token) : (null, CodeOf(result.Exception));
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + skew && (notBefore is not { } begin || now >= begin - skew);
    }

    /// <summary>A token that says something twice could be read in two ways, so it is refused.</summary>
    private static (JsonDocument?, string?) Parse(JsonWebToken token)
    {
        try
        {
            return (JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload), new JsonDocumentOptions { AllowDuplicateProperties = false }), null);
        }
        catch (JsonException)
        {
            return (null, "payload");
        }
    }

    private static string CodeOf(Exception failure) => failure switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException => "time",
        SecurityTokenInvalidAudienceException => "audience",
        SecurityTokenInvalidIssuerException => "issuer",
        SecurityTokenInvalidAlgorithmException => "algorithm",
        SecurityTokenSignatureKeyNotFoundException => "unknown-key",
        SecurityTokenInvalidSignatureException => "signature",
        _ => "invalid",
    };
}
