using DataRights.Api.Access;
using DataRights.Api.Requests;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Archives;

/// <summary><c>POST /api/requests/{id}/archive/allow</c>: allows as many hand-outs of the archive again as the data map says; 200 with the request.</summary>
public sealed class AllowDownloadsEndpoint(ApiGuard guard, RequestLookup lookup, IRequestService requests)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.AllowDownloads,
            async (caller, token) => RequestResults.View(request, await lookup.ActAsync(caller, id, AllowAsync, token)),
            cancellationToken);

    private Task<RequestRecord?> AllowAsync(string id, CancellationToken cancellationToken) => requests.AllowDownloadsAsync(id, AppRoles.Operate, cancellationToken);
}
