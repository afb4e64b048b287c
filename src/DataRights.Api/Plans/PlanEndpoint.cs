using System.Globalization;
using DataRights.Api.Access;
using DataRights.Api.Access.Callers;
using DataRights.Api.Json;
using DataRights.Api.Problems;
using DataRights.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Plans;

/// <summary>
/// <c>GET /api/requests/{id}/plan</c>: what the request would do. 202 with Retry-After while it is being made, then 200.
/// Writes nothing.
/// </summary>
public sealed class PlanEndpoint(ApiGuard guard, RequestLookup lookup, PlanService plans, PlanOptions options, TimeProvider time)
{
    private const int RetryAfterSeconds = 2;

    public Task<IResult> HandleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Plan, (caller, token) => PlanAsync(request, caller, id, token), cancellationToken);

    private async Task<IResult> PlanAsync(HttpRequest request, ApiCaller caller, string id, CancellationToken cancellationToken)
    {
        var record = await lookup.FindAsync(caller, id, cancellationToken);
        if (!PlanRules.CanPlan(record))
        {
            throw new ProblemException(PlanProblems.Unavailable(record));
        }

        var plan = plans.PlanAsync(record);
        await ((Task)plan).WaitAsync(options.Patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (plan.IsCompleted)
        {
            return Results.Json(await plan, ApiJson.Options, ApiJson.ContentType);
        }

        request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Json(new PlanPending("planning", RetryAfterSeconds), ApiJson.Options, ApiJson.ContentType, StatusCodes.Status202Accepted);
    }
}
