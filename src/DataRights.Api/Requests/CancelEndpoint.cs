using DataRights.Api.Access;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary><c>POST /api/requests/{id}/cancel</c> and <c>DELETE /api/requests/{id}</c>: cancels a request that has had no effect yet.</summary>
public sealed class CancelEndpoint(ApiGuard guard, RequestLookup lookup, IRequestService requests)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Cancel,
            async (caller, token) => RequestResults.View(request, await lookup.ActAsync(caller, id, requests.CancelAsync, token)), cancellationToken);
}
