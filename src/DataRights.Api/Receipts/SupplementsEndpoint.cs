using DataRights.Api.Access;
using DataRights.Api.Access.Callers;
using DataRights.Api.Json;
using DataRights.Api.Problems;
using DataRights.Api.Requests;
using DataRights.Deletion.Receipts;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Receipts;

/// <summary><c>GET /api/requests/{id}/receipt/supplements</c>: every supplement to the receipt, oldest first, each byte for byte as it was issued.</summary>
public sealed class SupplementsEndpoint(ApiGuard guard, RequestLookup lookup, ReceiptSupplements supplements)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Receipt, (caller, token) => ReadAsync(caller, id, token), cancellationToken);

    private async Task<IResult> ReadAsync(ApiCaller caller, string id, CancellationToken cancellationToken)
    {
        var record = await lookup.FindAsync(caller, id, cancellationToken);
        if (record.Receipt is null)
        {
            throw new ProblemException(ReceiptProblems.NotReady(record));
        }

        using var body = new MemoryStream();
        body.Write("{\"supplements\":["u8);
        var separator = ReadOnlyMemory<byte>.Empty;
        foreach (var supplement in await supplements.ListAsync(record.Id, cancellationToken))
        {
            body.Write(separator.Span);
            body.Write(supplement.Content.Span);
            separator = ","u8.ToArray();
        }

        body.Write("]}\n"u8);
        return Results.Bytes(body.ToArray(), ApiJson.ContentType);
    }
}
