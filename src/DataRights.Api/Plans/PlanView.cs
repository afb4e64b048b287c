using DataRights.Deletion;
using DataRights.Deletion.Approving;
using DataRights.Mapping.Coverage;

namespace DataRights.Api.Plans;

/// <summary>A plan as shown: <c>status</c> is <c>ready</c>, counts by collection in the order of effects, what stops it, and what an operator must approve.</summary>
public sealed record PlanView(
    string Status,
    string MapHash,
    DateTimeOffset PlannedAt,
    bool CanRun,
    long Rows,
    IReadOnlyList<PlannedCollection> Collections,
    IReadOnlyList<CoverageFinding> Findings,
    IReadOnlyList<ApprovalReason> Approvals)
{
    public static PlanView Of(DeletionPlan plan) =>
        new("ready", plan.MapHash, plan.PlannedAt, plan.CanRun, plan.Collections.Sum(c => c.Rows), plan.Collections, plan.Findings, plan.Approvals);
}
