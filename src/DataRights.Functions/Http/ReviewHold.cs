using DataRights.Api.Holds;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Notes that a legal hold is still needed.</summary>
public sealed class ReviewHold(ReviewHoldEndpoint endpoint)
{
    [Function(nameof(ReviewHold))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/holds/{id}/review")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, id, cancellationToken);
}
