namespace DataRights.Deletion;

/// <summary>What would happen in one collection, in the order of effects.</summary>
public sealed record PlannedCollection(string Source, string Collection, long Rows, IReadOnlyList<PlannedTreatment> Treatments);
