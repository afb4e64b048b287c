using DataRights.Api.PublishedKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Gives the public keys that check receipts.</summary>
public sealed class GetSigningKeys(SigningKeysEndpoint endpoint)
{
    [Function(nameof(GetSigningKeys))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/data-rights-keys.json")] HttpRequest request,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, cancellationToken);
}
