using DataRights.Api.Access;
using DataRights.Api.Access.Callers;
using DataRights.Api.Problems;
using DataRights.Api.Requests;
using DataRights.Storage;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Receipts;

/// <summary><c>GET /api/requests/{id}/receipt</c>: the receipt, byte for byte as it was issued.</summary>
public sealed class ReceiptEndpoint(ApiGuard guard, RequestLookup lookup, IObjectStore store)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Receipt, (caller, token) => ReadAsync(caller, id, token), cancellationToken);

    private async Task<IResult> ReadAsync(ApiCaller caller, string id, CancellationToken cancellationToken)
    {
        var record = await lookup.FindAsync(caller, id, cancellationToken);
        var name = record.Receipt ?? throw new ProblemException(ReceiptProblems.NotReady(record));
        var receipt = await store.ReadAsync(name, cancellationToken) ?? throw new ProblemException(ReceiptProblems.Missing());
        return Results.Bytes(receipt.Content, Json.ApiJson.ContentType);
    }
}
