using DataRights.Api.Archives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Allows an archive to be handed out more often.</summary>
public sealed class AllowDownloads(AllowDownloadsEndpoint endpoint)
{
    [Function(nameof(AllowDownloads))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/requests/{id}/archive/allow")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, id, cancellationToken);
}
