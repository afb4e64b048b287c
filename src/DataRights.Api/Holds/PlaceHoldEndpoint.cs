using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Api.Requests;
using DataRights.Deletion.Holds;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Holds;

/// <summary>
/// <c>POST /api/holds</c>: 201 once the hold is acknowledged, 202 while a database that may still have an effect under way could not be asked
/// (housekeeping asks again), 200 when the same Idempotency-Key placed it before.
/// </summary>
public sealed class PlaceHoldEndpoint(ApiGuard guard, IHolds holds, TimeProvider time)
{
    private const string PlacedBy = "operator";

    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Hold, (_, token) => PlaceAsync(request, token), cancellationToken);

    private async Task<IResult> PlaceAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var key = IdempotencyKey.Read(request);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var placed = await holds.PlaceAsync(HoldBody.Read(body.RootElement, PlacedBy, key), cancellationToken);
        request.HttpContext.Response.Headers.Location = $"{request.PathBase.Value}{Routes.Holds}/{placed.Hold.Hold.Id}";
        var status = placed.Hold.Hold is { Acknowledged: null, Released: null } ? StatusCodes.Status202Accepted : placed.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        return HoldResults.View(placed.Hold, time.GetUtcNow(), status);
    }
}
