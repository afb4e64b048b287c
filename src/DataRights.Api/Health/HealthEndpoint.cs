using DataRights.Api.Access;
using DataRights.Api.Access.Callers;
using DataRights.Api.Json;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Health;

/// <summary><c>GET /api/health</c>: 200 when all parts answer, 503 with the same body when one does not.</summary>
public sealed class HealthEndpoint(ApiGuard guard, HealthCheck health)
{
    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Health, CheckAsync, cancellationToken);

    private async Task<IResult> CheckAsync(ApiCaller caller, CancellationToken cancellationToken)
    {
        var view = await health.RunAsync(cancellationToken);
        return Results.Json(caller.SeesParts ? view : new HealthView(view.Status, null, null), ApiJson.Options, ApiJson.ContentType,
            view.Status == HealthStatus.Up ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
