namespace DataRights.Deletion;

/// <summary>The steps of a deletion with counts, made before the first write. Not empty <see cref="Findings"/> stop it.</summary>
public sealed record DeletionPlan(string MapHash, DateTimeOffset PlannedAt, IReadOnlyList<PlannedCollection> Collections, IReadOnlyList<Mapping.Coverage.CoverageFinding> Findings)
{
    public bool CanRun => Findings.Count == 0;
}
