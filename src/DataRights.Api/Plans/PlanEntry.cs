namespace DataRights.Api.Plans;

/// <summary>A plan that is made or being made, as it is shown: a <see cref="PlanView"/> or an <see cref="ExportPlanView"/>. <see cref="GoodUntil"/> is null while it is being made.</summary>
internal sealed class PlanEntry(Task<object> task)
{
    public Task<object> Task { get; } = task;

    public DateTimeOffset? GoodUntil { get; set; }
}
