using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Signing;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.PublishedKeys;

/// <summary>
/// <c>GET /.well-known/data-rights-keys.json</c>: the public keys that check receipts, as a JSON Web Key Set (RFC 7517), the current one
/// first. A file of it is all that <c>datarights verify receipt</c> needs.
/// </summary>
public sealed class SigningKeysEndpoint(ApiGuard guard, ISigner signer)
{
    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Describe, async (_, token) =>
        {
            var keys = await signer.PublicKeysAsync(token);
            request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Json(new PublishedKeySet([.. keys.Select(k => PublishedKey.Of(k, "sig", Signature.Algorithm))]), ApiJson.Options, ApiJson.ContentType);
        }, cancellationToken);
}
