namespace DataRights.Telemetry;

/// <summary>What kind of series a metric is.</summary>
public enum MetricKind
{
    /// <summary>Only grows: what happened since the last export of it.</summary>
    Counter,

    /// <summary>The last value that was recorded, falling back to 0 when there is nothing.</summary>
    Gauge,

    /// <summary>A distribution.</summary>
    Histogram,
}
