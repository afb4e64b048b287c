using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Deletion.Holds;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Holds;

/// <summary><c>GET /api/holds</c>: holds, newest first; the active ones unless all are asked for.</summary>
public sealed class ListHoldsEndpoint(ApiGuard guard, IHolds holds, TimeProvider time)
{
    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Hold, (_, token) => ListAsync(request, token), cancellationToken);

    private async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var query = HoldQuery.Read(request.Query);
        var (found, now) = (await holds.ListAsync(query.ActiveOnly, query.Request, cancellationToken), time.GetUtcNow());
        return Results.Json(new HoldList([.. found.Select(h => HoldJson.Of(h, now))]), ApiJson.Options, ApiJson.ContentType);
    }
}
