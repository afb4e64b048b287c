using DataRights.Api.Holds;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Ends a legal hold.</summary>
public sealed class ReleaseHold(ReleaseHoldEndpoint endpoint)
{
    [Function(nameof(ReleaseHold))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/holds/{id}/release")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, id, cancellationToken);
}
