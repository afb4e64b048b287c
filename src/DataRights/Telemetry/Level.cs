using System.Diagnostics.Metrics;

namespace DataRights.Telemetry;

/// <summary>A gauge of the catalogue.</summary>
internal sealed class Level(MetricDescription metric, Gauge<double> gauge)
{
    /// <param name="value">What it is now.</param>
    /// <param name="values">The values of the metric's dimensions, in their order.</param>
    public void Record(double value, params ReadOnlySpan<string> values) => gauge.Record(value, Instruments.Of(metric, values));
}
