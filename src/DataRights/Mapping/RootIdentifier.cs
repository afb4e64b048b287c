namespace DataRights.Mapping;

/// <summary>A root's column that holds the named identifier.</summary>
public sealed record RootIdentifier(string Column, string Identifier);
