namespace DataRights.Api.Health;

/// <summary>One source, or the object store, and the code it failed with when it is down.</summary>
public sealed record PartHealth(string Name, HealthStatus Status, string? Code);
