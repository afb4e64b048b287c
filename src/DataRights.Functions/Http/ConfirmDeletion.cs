using DataRights.Api.Recipients;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Takes a recipient's confirmation of a deletion.</summary>
public sealed class ConfirmDeletion(RecipientCallbackEndpoint endpoint)
{
    [Function(nameof(ConfirmDeletion))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/recipients/callback")] HttpRequest request,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, cancellationToken);
}
