using DataRights.Api.Access;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary><c>POST /api/requests/{id}/retry</c>: queues a failed or waiting request again; 202.</summary>
public sealed class RetryEndpoint(ApiGuard guard, RequestLookup lookup, IRequestService requests)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Retry,
            async (caller, token) => RequestResults.Located(request, await lookup.ActAsync(caller, id, requests.RetryAsync, token), StatusCodes.Status202Accepted),
            cancellationToken);
}
