using DataRights.Api.Replays;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Deletes again, after a database was restored, who was deleted since the backup.</summary>
public sealed class ReplayDeletions(ReplayEndpoint endpoint)
{
    [Function(nameof(ReplayDeletions))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/replays")] HttpRequest request,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, cancellationToken);
}
