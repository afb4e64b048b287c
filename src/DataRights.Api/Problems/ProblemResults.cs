using System.Globalization;
using DataRights.Api.Json;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Problems;

/// <summary>Answers with a problem as <c>application/problem+json</c>, with Retry-After and WWW-Authenticate when it has them.</summary>
public static class ProblemResults
{
    public static IResult ToResult(this Problem problem, HttpResponse response)
    {
        if (problem.RetryAfter is { } after)
        {
            response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Challenge is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        return Results.Json(problem, ApiJson.Options, Problem.ContentType, problem.Status);
    }
}
