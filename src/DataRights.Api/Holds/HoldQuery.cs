using DataRights.Api.Problems;
using DataRights.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Holds;

/// <summary>The query of a list of holds: <c>state</c> (<c>active</c>, the default, or <c>all</c>) and <c>request</c>, which names a person by one of the person's requests.</summary>
public sealed record HoldQuery(bool ActiveOnly, string? Request)
{
    /// <exception cref="ProblemException">A parameter is unknown, comes twice or has no such value.</exception>
    public static HoldQuery Read(IQueryCollection query)
    {
        var result = new HoldQuery(true, null);
        foreach (var (name, values) in query)
        {
            var value = values.Count == 1 ? values[0] : throw Bad($"'{(name is "state" or "request" ? name : "a parameter")}' comes twice; give it once.");
            result = name switch
            {
                "state" when value is "active" or "all" => result with { ActiveOnly = value == "active" },
                "state" => throw Bad("'state' must be active or all."),
                "request" when RequestId.TryParse(value, out var id) => result with { Request = id },
                "request" => throw Bad("'request' must be the id of a request of the person."),
                _ => throw Bad("There is a parameter that is not known here; the parameters are state and request."),
            };
        }

        return result;
    }

    private static ProblemException Bad(string detail) => new(BodyProblems.Query(detail));
}
