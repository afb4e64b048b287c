using DataRights.Api.Json;
using DataRights.Api.Problems;
using DataRights.Deletion.Holds;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Holds;

/// <summary>Answers with a hold, or with 404 where there is none.</summary>
public static class HoldResults
{
    /// <exception cref="ProblemException">There is no such hold.</exception>
    public static IResult View(HoldView? hold, DateTimeOffset now, int status = StatusCodes.Status200OK) => hold is null
        ? throw NotFound()
        : Results.Json(HoldJson.Of(hold, now), ApiJson.Options, ApiJson.ContentType, status);

    public static ProblemException NotFound() => new(new Problem("hold-not-found", StatusCodes.Status404NotFound, "There is no such hold",
        "No hold has this id. Ids are UUIDs as given in the answer to POST /api/holds; a released hold is destroyed with the last record of its person."));
}
