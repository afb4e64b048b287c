namespace DataRights.Api.Health;

/// <summary>The whole is up when the object store and every source are.</summary>
public sealed record HealthView(HealthStatus Status, PartHealth Store, IReadOnlyList<PartHealth> Sources);
