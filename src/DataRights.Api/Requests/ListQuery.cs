using System.Globalization;
using System.Text.Json;
using DataRights.Api.Problems;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary>The query of a list: <c>status</c>, <c>before</c> (the last id of the page before) and <c>limit</c> (1 to 200, by default 50).</summary>
public sealed record ListQuery(RequestStatus? Status, string? Before, int Limit)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    private static readonly Dictionary<string, RequestStatus> Statuses =
        Enum.GetValues<RequestStatus>().ToDictionary(s => JsonNamingPolicy.KebabCaseLower.ConvertName(s.ToString()));

    /// <exception cref="ProblemException">A parameter is unknown, comes twice or has no such value.</exception>
    public static ListQuery Read(IQueryCollection query)
    {
        var result = new ListQuery(null, null, DefaultLimit);
        foreach (var (name, values) in query)
        {
            var value = values.Count == 1 ? values[0] : throw Bad($"'{(name is "status" or "before" or "limit" ? name : "a parameter")}' comes twice; give it once.");
            result = name switch
            {
                "status" when Statuses.TryGetValue(value ?? "", out var status) => result with { Status = status },
                "status" => throw Bad($"'status' must be one of {string.Join(", ", Statuses.Keys)}."),
                "before" when RequestId.TryParse(value, out var id) => result with { Before = id },
                "before" => throw Bad("'before' must be the id of a request: the last one of the page before."),
                "limit" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit => result with { Limit = limit },
                "limit" => throw Bad(string.Create(CultureInfo.InvariantCulture, $"'limit' must be a whole number from 1 to {MaxLimit}.")),
                _ => throw Bad("There is a parameter that is not known here; the parameters are status, before and limit."),
            };
        }

        return result;
    }

    /// <summary>The path of the page after the one that ends with that id.</summary>
    public string PathAfter(string lastId) => string.Create(CultureInfo.InvariantCulture,
        $"{Routes.Requests}?{(Status is { } status ? $"status={JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString())}&" : "")}before={lastId}&limit={Limit}");

    private static ProblemException Bad(string detail) => new(BodyProblems.Query(detail));
}
