namespace DataRights.Sources;

/// <summary>A check constraint: its name (empty when it has none) and its condition as the database spells it.</summary>
public sealed record CheckSchema(string Name, string Condition);
