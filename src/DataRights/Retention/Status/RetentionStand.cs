using DataRights.Mapping;
using DataRights.Retention.Reports;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Retention.Status;

/// <summary>Tells telemetry where rules stand, from the watermark and the newest risk report. What cannot be asked is not told.</summary>
internal sealed class RetentionStand(DataMap map, SourceSet sources, RiskReportStore? reports, TimeProvider time, ILogger logger)
{
    private const int MostPeriods = 10_000;

    private readonly RetentionStatus status = new(map, sources);

    public async Task TellAsync(RetentionRule rule, CancellationToken cancellationToken)
    {
        var state = (await status.ReadAsync(rule.Name, MostPeriods, cancellationToken))[0];
        if (state.Problem is not null)
        {
            // The run that met it has told it.
            return;
        }

        RetentionStandMeter.Stands(state, await SmallestCellAsync(rule, cancellationToken), time.GetUtcNow());
    }

    private async Task<long?> SmallestCellAsync(RetentionRule rule, CancellationToken cancellationToken)
    {
        try
        {
            return reports is null ? null : (await reports.ListAsync(rule.Name, 1, cancellationToken)) is [.., { CellsPublished: > 0, Risk: { } risk }] ? risk.After.K : null;
        }
        catch (StoreException e)
        {
            logger.LogWarning("The newest risk report of rule {Rule} could not be read ({Code}), so its smallest cell is not told.", rule.Name, e.Code);
            return null;
        }
        catch (RequestCorruptException e)
        {
            // Whoever shows reports meets it, and says so; the runs need none.
            logger.LogError("{Problem}", e.Message);
            return null;
        }
    }
}
