using DataRights.Api.Access;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary><c>GET /api/requests/{id}</c>: the request's view.</summary>
public sealed class GetRequestEndpoint(ApiGuard guard, RequestLookup lookup)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Read,
            async (caller, token) => RequestResults.View(request, await lookup.FindAsync(caller, id, token)), cancellationToken);
}
