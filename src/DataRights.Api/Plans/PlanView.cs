using DataRights.Deletion;
using DataRights.Mapping.Coverage;

namespace DataRights.Api.Plans;

/// <summary>A plan as shown: <c>status</c> is <c>ready</c>, counts by collection in the order of effects, and what stops it.</summary>
public sealed record PlanView(
    string Status,
    string MapHash,
    DateTimeOffset PlannedAt,
    bool CanRun,
    long Rows,
    IReadOnlyList<PlannedCollection> Collections,
    IReadOnlyList<CoverageFinding> Findings)
{
    public static PlanView Of(DeletionPlan plan) =>
        new("ready", plan.MapHash, plan.PlannedAt, plan.CanRun, plan.Collections.Sum(c => c.Rows), plan.Collections, plan.Findings);
}
