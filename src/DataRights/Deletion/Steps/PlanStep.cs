using DataRights.Deletion.Approving;
using DataRights.Ledger;
using DataRights.Mapping.Coverage;
using DataRights.Requests;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>Plans with counts. What the map does not say, and what nobody has approved, stops the deletion here, before its first write.</summary>
internal sealed class PlanStep(DeletionPlanner planner) : IDeletionStep
{
    public string Name => "plan";

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(run.Erasure, run.LocateAsync, cancellationToken);
        if (!plan.CanRun)
        {
            DeletionMeter.Found(plan.Findings);
            return JobResult.Waiting(plan.Findings.All(f => f.Code == CoverageCodes.SharedNotNull) ? CoverageCodes.SharedNotNull : "map-gap", [.. plan.Findings.Select(f => f.Message)]);
        }

        var counts = plan.Counts;
        if (await new ApprovalGate(run).PassAsync(Name, plan.Approvals, counts, cancellationToken) is { } waits)
        {
            return waits;
        }

        await run.Run.EndAsync(Name, LedgerCodes.Planned, counts, run.Now, s => s with { Fingerprints = plan.Fingerprints }, cancellationToken);

        // Only now: whoever gives way here need not plan again.
        await run.Run.WeighAsync(counts.Values.Sum(), 0, cancellationToken);
        return null;
    }
}
