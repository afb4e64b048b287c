using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>Plans with counts. What the map does not say stops the deletion here, before its first write.</summary>
internal sealed class PlanStep(IDeletionPlanner planner, TimeProvider time) : IDeletionStep
{
    public string Name => "plan";

    public async Task<JobResult?> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(run.Root, run.Request.Received, cancellationToken);
        if (!plan.CanRun)
        {
            DeletionMeter.Found(plan.Findings);
            return JobResult.Waiting("map-gap", [.. plan.Findings.Select(f => f.Message)]);
        }

        var counts = plan.Collections.Where(c => c.Rows > 0).ToDictionary(c => c.Collection, c => c.Rows);
        await run.EndAsync(Name, LedgerCodes.Planned, counts, time.GetUtcNow(), s => s, cancellationToken);
        return null;
    }
}
