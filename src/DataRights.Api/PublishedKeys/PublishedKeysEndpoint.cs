using DataRights.Api.Access;
using DataRights.Api.Intake;
using DataRights.Api.Json;
using DataRights.Signing;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.PublishedKeys;

/// <summary>
/// <c>GET /.well-known/jwks.json</c>: the deployment's public keys as a JSON Web Key Set (RFC 7517): the one to encrypt queued
/// requests to (<c>use</c> <c>enc</c>; not where the host takes none), and those that sign receipts (<c>sig</c>), the current one first.
/// </summary>
public sealed class PublishedKeysEndpoint(ApiGuard guard, IntakeKeys intake, ISigner signer, IEnumerable<IRequestIntake> intakes)
{
    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Describe, async (_, token) =>
        {
            var signing = await signer.PublicKeysAsync(token);
            PublishedKey[] encryption = intakes.Any() ? [PublishedKey.Of(intake.Current(), "enc", RequestIntake.KeyAlgorithm)] : [];
            var set = new PublishedKeySet([.. encryption, .. signing.Select(k => PublishedKey.Of(k, "sig", Signature.Algorithm))]);

            // For minutes: a sender that keeps a key longer than the ring keeps its old version would not be understood.
            request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Json(set, ApiJson.Options, ApiJson.ContentType);
        }, cancellationToken);
}
