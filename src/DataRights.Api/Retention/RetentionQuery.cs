using System.Globalization;
using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Retention;

/// <summary>The query of the retention status: <c>rule</c> for a single one, and <c>limit</c>, the most periods of each rule (1 to 1,000; 100 unless given).</summary>
public sealed record RetentionQuery(string? Rule, int Limit)
{
    private const int Most = 1_000;

    /// <exception cref="ProblemException">A parameter is unknown, comes twice or has no such value.</exception>
    public static RetentionQuery Read(IQueryCollection query)
    {
        var result = new RetentionQuery(null, 100);
        foreach (var (name, values) in query)
        {
            var value = values.Count == 1 ? values[0] : throw Bad($"'{(name is "rule" or "limit" ? name : "a parameter")}' comes twice; give it once.");
            result = name switch
            {
                "rule" => result with { Rule = value },
                "limit" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= Most => result with { Limit = limit },
                "limit" => throw Bad("'limit' must be a whole number from 1 to 1000."),
                _ => throw Bad("There is a parameter that is not known here; the parameters are rule and limit."),
            };
        }

        return result;
    }

    private static ProblemException Bad(string detail) => new(BodyProblems.Query(detail));
}
