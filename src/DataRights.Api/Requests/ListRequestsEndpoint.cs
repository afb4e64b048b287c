using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary><c>GET /api/requests</c>: requests, newest first, a page at a time.</summary>
public sealed class ListRequestsEndpoint(ApiGuard guard, IRequestService requests)
{
    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.List, (_, token) => ListAsync(request, token), cancellationToken);

    private async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(request.Query);

        // One more than shown tells whether there is a page after.
        var found = await requests.ListAsync(query.Status, query.Before, query.Limit + 1, cancellationToken);
        var shown = found.Take(query.Limit).Select(r => RequestView.Of(r, request.PathBase)).ToList();
        var next = found.Count > query.Limit ? request.PathBase.Value + query.PathAfter(shown[^1].Id) : null;
        return Results.Json(new RequestPage(shown, next), ApiJson.Options, ApiJson.ContentType);
    }
}
