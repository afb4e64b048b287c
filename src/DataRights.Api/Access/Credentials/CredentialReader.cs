using DataRights.Api.Access.Callers;
using DataRights.Api.Access.Keys;
using DataRights.Api.Access.Settings;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DataRights.Api.Access.Credentials;

/// <summary>Tells from a call's Authorization header who makes it.</summary>
internal sealed class CredentialReader(AccessOptions options, KeyDownload download, TimeProvider time, ILogger<CredentialReader> logger)
{
    private readonly TokenCheck? service = Of("Access:Service", options.Service, options, download, time, logger);
    private readonly TokenCheck? subject = Of("Access:Subject", options.Subject, options, download, time, logger);

    /// <exception cref="Problems.ProblemException">Code <c>keys-unavailable</c>: the credential could not be checked.</exception>
    public async Task<CredentialResult> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!BearerToken.TryRead(request, out var token))
        {
            return CredentialResult.Refused("no-bearer-token");
        }

        return token is null ? CredentialResult.Of(new AnonymousCaller())
            : token.StartsWith(StatusSecret.Prefix, StringComparison.Ordinal) ? CredentialResult.Of(new SecretCaller(token))
            : await ReadAsync(token, cancellationToken);
    }

    /// <summary>What the token says of its issuer only chooses who has to have signed it.</summary>
    private async Task<CredentialResult> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (Parse(token) is not { IsSigned: true, IsEncrypted: false } parsed)
        {
            return CredentialResult.Refused("malformed");
        }

        var isSubject = options.Subject is not null && string.Equals(parsed.Issuer, options.Subject.Issuer, StringComparison.Ordinal);
        if ((isSubject ? subject : service) is not { } check)
        {
            return CredentialResult.Refused("issuer");
        }

        var (payload, refusal) = await check.RunAsync(parsed, cancellationToken);
        using (payload)
        {
            return payload is null ? CredentialResult.Refused(refusal!)
                : isSubject ? SubjectToken.Read(payload.RootElement, parsed.Issuer, options, time.GetUtcNow())
                : ServiceToken.Read(payload.RootElement, parsed.Issuer);
        }
    }

    private static JsonWebToken? Parse(string token)
    {
        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            // Its text may quote the token.
            return null;
        }
    }

    private static TokenCheck? Of(string name, IssuerOptions? issuer, AccessOptions options, KeyDownload download, TimeProvider time, ILogger logger)
    {
        if (issuer is null)
        {
            return null;
        }

        IIssuerKeys keys = !string.IsNullOrWhiteSpace(issuer.Jwks) ? new FixedKeys(KeyReader.FromJwks(issuer.Jwks))
            : !string.IsNullOrWhiteSpace(issuer.Pem) ? new FixedKeys(KeyReader.FromPem(issuer.Pem))
            : new RemoteKeys(name, token => download.FetchAsync(issuer, token), options, time, logger);
        return new(issuer, keys, options.ClockSkew, time);
    }
}
