namespace DataRights.Mapping;

/// <summary>A dimension that survives, at the given coarseness.</summary>
public sealed record KeptColumn(string Column, Generalization Level);
