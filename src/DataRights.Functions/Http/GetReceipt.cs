using DataRights.Api.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Gives the receipt of a deletion.</summary>
public sealed class GetReceipt(ReceiptEndpoint endpoint)
{
    [Function(nameof(GetReceipt))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/requests/{id}/receipt")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, id, cancellationToken);
}
