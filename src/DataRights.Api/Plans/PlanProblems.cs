using DataRights.Api.Problems;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Plans;

/// <summary>Why there is no plan.</summary>
public static class PlanProblems
{
    public static Problem Unavailable(RequestRecord record) => new("plan-unavailable", StatusCodes.Status409Conflict, "There is no plan for this request",
        record.IsOpen || record.Status == RequestStatus.Failed ? "Nobody was found for this request, so there is nothing to do."
        : "The request is over, and what it knew of the person is destroyed. Its steps say what was done; so does its receipt, when it has one.");

    public static Problem TimedOut() => new("plan-timed-out", StatusCodes.Status503ServiceUnavailable, "The plan took too long",
        "Making the plan was stopped before it was done. Ask again later; if it keeps happening, look for reference columns without an index (datarights map check).")
    {
        RetryAfter = TimeSpan.FromSeconds(30),
    };

    public static Problem Busy() => new("plan-busy", StatusCodes.Status503ServiceUnavailable, "Too many plans are being made",
        "Ask again when some of them are done.")
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };
}
