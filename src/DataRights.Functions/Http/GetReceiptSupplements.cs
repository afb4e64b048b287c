using DataRights.Api.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Gives the supplements to the receipt of a deletion.</summary>
public sealed class GetReceiptSupplements(SupplementsEndpoint endpoint)
{
    [Function(nameof(GetReceiptSupplements))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/requests/{id}/receipt/supplements")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, id, cancellationToken);
}
