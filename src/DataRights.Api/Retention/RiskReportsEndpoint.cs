using System.Globalization;
using DataRights.Api.Access;
using DataRights.Api.Json;
using DataRights.Api.Problems;
using DataRights.Mapping;
using DataRights.Retention.Reports;
using DataRights.Retention.Status;
using DataRights.Storage;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Retention;

/// <summary><c>GET /api/retention/{rule}/reports</c>: the risk reports of a rule's newest periods, oldest first, and what may be said of them now.</summary>
public sealed class RiskReportsEndpoint(ApiGuard guard, DataMap map, IObjectStore objects, RetentionStatus status, TimeProvider time)
{
    private const int Most = 1_000;

    public Task<IResult> HandleAsync(HttpRequest request, string rule, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Retention, (_, token) => ReadAsync(request, rule, token), cancellationToken);

    private async Task<IResult> ReadAsync(HttpRequest request, string rule, CancellationToken cancellationToken)
    {
        var last = LastOf(request.Query);
        if (map.Retention.All(r => r.Name != rule))
        {
            throw new ProblemException(new Problem("rule-not-found", StatusCodes.Status404NotFound, "There is no such rule",
                "The data map has no retention rule of this name. Names are told apart by case."));
        }

        var reports = await new RiskReportStore(objects).ListAsync(rule, last, cancellationToken);
        var (state, now) = ((await status.ReadAsync(rule, last, cancellationToken))[0], time.GetUtcNow());
        var labels = PeriodLabelJson.Of(state, reports.Select(r => r.First).ToHashSet(), now);
        return Results.Json(new RiskReportsJson(rule, reports, now, labels, state.Problem), ApiJson.Options, ApiJson.ContentType);
    }

    private static int LastOf(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(name => name != "last") is not null)
        {
            throw Bad("There is a parameter that is not known here; the parameter is last.");
        }

        return query["last"] switch
        {
            [] => 31,
            [var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last is > 0 and <= Most => last,
            [_] => throw Bad("'last' must be a whole number from 1 to 1000."),
            _ => throw Bad("'last' comes twice; give it once."),
        };
    }

    private static ProblemException Bad(string detail) => new(BodyProblems.Query(detail));
}
