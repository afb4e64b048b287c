using DataRights.Deletion.Approving;

namespace DataRights.Deletion;

/// <summary>The steps of a deletion with counts, made before the first write. Not empty <see cref="Findings"/> stop it.</summary>
public sealed record DeletionPlan(string MapHash, DateTimeOffset PlannedAt, IReadOnlyList<PlannedCollection> Collections, IReadOnlyList<Mapping.Coverage.CoverageFinding> Findings)
{
    /// <summary>The live schemas that it was made by, by source.</summary>
    [Newtonsoft.Json.JsonIgnore]
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyDictionary<string, string> Fingerprints { get; init; } = new Dictionary<string, string>();

    /// <summary>What of it an operator must approve before the first write.</summary>
    public IReadOnlyList<ApprovalReason> Approvals { get; init; } = [];

    public bool CanRun => Findings.Count == 0;

    /// <summary>Rows and files of the person, by collection.</summary>
    internal IReadOnlyDictionary<string, long> Counts => Collections.Where(c => c.Rows > 0).ToDictionary(c => c.Collection, c => c.Rows);
}
