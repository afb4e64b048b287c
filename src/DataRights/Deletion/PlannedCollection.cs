namespace DataRights.Deletion;

/// <summary>
/// What would happen in one collection, in the order of effects. Rows that somebody else has a part in count as <c>detach</c>,
/// whatever the rule that they fall under says.
/// </summary>
public sealed record PlannedCollection(string Source, string Collection, long Rows, IReadOnlyList<PlannedTreatment> Treatments)
{
    /// <summary>Rows that a hold covers: they would stay as they are.</summary>
    public long Held { get; init; }
}
