namespace DataRights.Api.Health;

/// <summary>The whole is up when the object store and every source are. The parts are for those who may read; others see the whole only.</summary>
public sealed record HealthView(HealthStatus Status, PartHealth? Store, IReadOnlyList<PartHealth>? Sources);
