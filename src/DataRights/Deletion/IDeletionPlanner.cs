namespace DataRights.Deletion;

/// <summary>Says what a deletion would do, and writes nothing.</summary>
public interface IDeletionPlanner
{
    Task<DeletionPlan> PlanAsync(Subjects.RootKey root, DateTimeOffset asOf, CancellationToken cancellationToken);
}
