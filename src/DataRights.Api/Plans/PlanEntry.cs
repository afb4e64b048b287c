using DataRights.Deletion;

namespace DataRights.Api.Plans;

/// <summary>A plan that is made or being made. <see cref="GoodUntil"/> is null while it is being made.</summary>
internal sealed class PlanEntry(Task<DeletionPlan> task)
{
    public Task<DeletionPlan> Task { get; } = task;

    public DateTimeOffset? GoodUntil { get; set; }
}
