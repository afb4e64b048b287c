using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Api.Requests;
using DataRights.Deletion.Holds;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Holds;

/// <summary><c>POST /api/holds/{id}/review</c>: notes that the hold is still needed, and when it is looked at again.</summary>
public sealed class ReviewHoldEndpoint(ApiGuard guard, IHolds holds, TimeProvider time)
{
    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Hold, (_, token) => ReviewAsync(request, id, token), cancellationToken);

    private async Task<IResult> ReviewAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var reviewBy = HoldBody.ReadReview(body.RootElement);
        return HoldResults.View(RequestId.TryParse(id, out var known) ? await holds.ReviewAsync(known, reviewBy, cancellationToken) : null, time.GetUtcNow());
    }
}
