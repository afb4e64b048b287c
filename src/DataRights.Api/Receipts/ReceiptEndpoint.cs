using System.Text;
using DataRights.Api.Access;
using DataRights.Api.Access.Callers;
using DataRights.Api.Problems;
using DataRights.Api.Requests;
using DataRights.Deletion.Receipts;
using DataRights.Storage;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Api.Receipts;

/// <summary><c>GET /api/requests/{id}/receipt</c>: the receipt, byte for byte as it was issued, or the same as a page for people.</summary>
public sealed class ReceiptEndpoint(ApiGuard guard, RequestLookup lookup, IObjectStore store, ReceiptSupplements supplements)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Receipt, (caller, token) => ReadAsync(request, caller, id, token), cancellationToken);

    private async Task<IResult> ReadAsync(HttpRequest request, ApiCaller caller, string id, CancellationToken cancellationToken)
    {
        var record = await lookup.FindAsync(caller, id, cancellationToken);
        var name = record.Receipt ?? throw new ProblemException(ReceiptProblems.NotReady(record));
        var receipt = await store.ReadAsync(name, cancellationToken) ?? throw new ProblemException(ReceiptProblems.Missing());
        request.HttpContext.Response.Headers.Vary = "Accept";
        if (!ReceiptForm.IsPage(request))
        {
            return Results.Bytes(receipt.Content, Json.ApiJson.ContentType);
        }

        var added = await supplements.ListAsync(record.Id, cancellationToken);
        return ReceiptPage.Of(request.HttpContext.Response, Parse(receipt.Content), [.. added.Select(s => Parse(s.Content))]);
    }

    private static JObject Parse(ReadOnlyMemory<byte> content)
    {
        using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(content.Span))) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
