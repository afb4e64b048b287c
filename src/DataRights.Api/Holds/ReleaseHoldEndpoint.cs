using DataRights.Api.Access;
using DataRights.Api.Requests;
using DataRights.Deletion.Holds;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Holds;

/// <summary><c>POST /api/holds/{id}/release</c>: ends the hold; what waited for it goes on. Again it changes nothing.</summary>
public sealed class ReleaseHoldEndpoint(ApiGuard guard, IHolds holds, TimeProvider time)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Hold,
            async (_, token) => HoldResults.View(RequestId.TryParse(id, out var known) ? await holds.ReleaseAsync(known, token) : null, time.GetUtcNow()),
            cancellationToken);
}
