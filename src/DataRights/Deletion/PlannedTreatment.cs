namespace DataRights.Deletion;

/// <summary>How many rows one rule of the collection takes, with the rule's index, treatment and law.</summary>
public sealed record PlannedTreatment(int Rule, Mapping.Treatment Treatment, string? Law, long Rows);
