using DataRights.Export.Planning;

namespace DataRights.Api.Plans;

/// <summary>An export's plan as shown: <c>status</c> is <c>ready</c>, counts by collection in the order of the archive, and the rough estimate.</summary>
public sealed record ExportPlanView(
    string Status,
    string MapHash,
    DateTimeOffset PlannedAt,
    long Rows,
    long Files,
    IReadOnlyList<PlannedExport> Collections,
    ExportEstimate Estimate,
    IReadOnlyList<string> Findings)
{
    public static ExportPlanView Of(ExportPlan plan) =>
        new("ready", plan.MapHash, plan.PlannedAt, plan.Rows, plan.Files, plan.Collections, plan.Estimate, plan.Findings);
}
