using DataRights.Api.Retention;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Http;

/// <summary>Tells how well people are hidden in what a retention rule has published.</summary>
public sealed class GetRiskReports(RiskReportsEndpoint endpoint)
{
    [Function(nameof(GetRiskReports))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/retention/{rule}/reports")] HttpRequest request,
        string rule,
        CancellationToken cancellationToken) =>
        endpoint.HandleAsync(request, rule, cancellationToken);
}
