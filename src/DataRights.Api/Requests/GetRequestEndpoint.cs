using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Recipients;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary><c>GET /api/requests/{id}</c>: the request's view, for a deletion with how far its recipients have been told.</summary>
public sealed class GetRequestEndpoint(ApiGuard guard, RequestLookup lookup, RecipientBook recipients)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Read, async (caller, token) =>
        {
            var record = await lookup.FindAsync(caller, id, token);
            var facts = record.Kind == RequestKind.Deletion ? await recipients.FactsAsync(record.Id, token) : [];
            var view = RequestView.Of(record, request.PathBase) with { Recipients = facts.Count > 0 ? facts : null };
            return Results.Json(view, ApiJson.Options, ApiJson.ContentType);
        }, cancellationToken);
}
