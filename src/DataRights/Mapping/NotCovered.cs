namespace DataRights.Mapping;

/// <summary>Data knowingly outside the map, with the legal ground for leaving it out of exports and deletions.</summary>
public sealed record NotCovered(string What, string Access, string Deletion);
