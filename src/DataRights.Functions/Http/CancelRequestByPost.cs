using DataRights.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Cancels a request, for clients that cannot send DELETE.</summary>
public sealed class CancelRequestByPost(CancelEndpoint endpoint)
{
    [Function(nameof(CancelRequestByPost))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/requests/{id}/cancel")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, id, cancellationToken);
}
