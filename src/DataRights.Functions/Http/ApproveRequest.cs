using DataRights.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Approves what a deletion waits for.</summary>
public sealed class ApproveRequest(ApproveEndpoint endpoint)
{
    [Function(nameof(ApproveRequest))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/requests/{id}/approve")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, id, cancellationToken);
}
