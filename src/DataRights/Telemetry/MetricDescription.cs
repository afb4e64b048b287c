namespace DataRights.Telemetry;

/// <summary>
/// One metric as dashboards and alerts may rely on it: its name, its UCUM unit, and every dimension that a point of it has, no
/// more and no fewer.
/// </summary>
public sealed record MetricDescription(string Name, MetricKind Kind, string Unit, IReadOnlyList<string> Dimensions, string Description);
