using DataRights.Api.Access;
using DataRights.Api.Requests;
using DataRights.Deletion.Holds;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Holds;

/// <summary><c>GET /api/holds/{id}</c>: one hold, released ones too.</summary>
public sealed class GetHoldEndpoint(ApiGuard guard, IHolds holds, TimeProvider time)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Hold,
            async (_, token) => HoldResults.View(RequestId.TryParse(id, out var known) ? await holds.GetAsync(known, token) : null, time.GetUtcNow()),
            cancellationToken);
}
