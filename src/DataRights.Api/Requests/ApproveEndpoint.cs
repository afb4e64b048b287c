using DataRights.Api.Access;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary><c>POST /api/requests/{id}/approve</c>: approves what a deletion waits for, and queues it again; 202. Done again it changes nothing.</summary>
public sealed class ApproveEndpoint(ApiGuard guard, RequestLookup lookup, IRequestService requests)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Approve,
            async (caller, token) => RequestResults.Located(request, await lookup.ActAsync(caller, id, ApproveAsync, token), StatusCodes.Status202Accepted),
            cancellationToken);

    // Who approves is known to whoever gives out the tokens; here it is the role that counts.
    private Task<RequestRecord?> ApproveAsync(string id, CancellationToken cancellationToken) => requests.ApproveAsync(id, AppRoles.Operate, cancellationToken);
}
