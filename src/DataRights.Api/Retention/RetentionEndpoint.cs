using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Retention.Status;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Retention;

/// <summary><c>GET /api/retention</c>: what each retention rule has published and destroyed, and what may be said of it. Dates and counts only.</summary>
public sealed class RetentionEndpoint(ApiGuard guard, RetentionStatus status, TimeProvider time)
{
    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Retention, (_, token) => ReadAsync(request, token), cancellationToken);

    private async Task<IResult> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var query = RetentionQuery.Read(request.Query);
        var (states, now) = (await status.ReadAsync(query.Rule, query.Limit, cancellationToken), time.GetUtcNow());
        return Results.Json(new RetentionJson(now, [.. states.Select(s => RetentionRuleJson.Of(s, now))]), ApiJson.Options, ApiJson.ContentType);
    }
}
