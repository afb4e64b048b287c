using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Problems;

/// <summary>
/// An error as a caller sees it (RFC 9457). <see cref="Code"/> is stable; <see cref="Detail"/> says what is wrong, where
/// and how to mend it, and never quotes a value of the request.
/// </summary>
public sealed record Problem(
    [property: JsonIgnore] string Code,
    int Status,
    string Title,
    string Detail)
{
    public const string TypePrefix = "urn:data-rights:problem:";
    public const string ContentType = "application/problem+json";

    [JsonPropertyOrder(-1)]
    public string Type => TypePrefix + Code;

    /// <summary>Where in the body the fault lies, when there is one place.</summary>
    public string? Pointer { get; init; }

    /// <summary>Everything wrong with the body, when there is more to say than <see cref="Pointer"/>.</summary>
    public IReadOnlyList<ProblemPart>? Errors { get; init; }

    /// <summary>Tells this occurrence to an operator, who finds it in the log.</summary>
    public string? ErrorId { get; init; }

    /// <summary>When to ask again; becomes the Retry-After header.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How to be let in (RFC 9110, section 11.6.1); becomes the WWW-Authenticate header.</summary>
    [JsonIgnore]
    public string? Challenge { get; init; }

    public static Problem LoopbackOnly() => new("loopback-only", StatusCodes.Status403Forbidden, "Only for callers on this machine",
        "This host is for development: it answers callers on its own machine, by a loopback address or 'localhost', and no pages of other sites.");

    public static Problem RequestNotFound() => new("request-not-found", StatusCodes.Status404NotFound, "There is no such request",
        "No request has this id. Ids are UUIDs as given in the Location header of the answer to POST /api/requests.");
}
