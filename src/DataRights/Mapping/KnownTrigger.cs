namespace DataRights.Mapping;

/// <summary>A trigger (or rewrite rule) of a collection's table that may fire, and why it does no more than the map says.</summary>
public sealed record KnownTrigger(string Name, string Because, int Line);
