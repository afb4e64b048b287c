using System.Diagnostics.Metrics;

namespace DataRights.Telemetry;

/// <summary>A histogram of the catalogue, in seconds.</summary>
internal sealed class Spread(MetricDescription metric, Histogram<double> histogram)
{
    /// <param name="time">How long; less than nothing counts as nothing, since clocks of two machines differ.</param>
    /// <param name="values">The values of the metric's dimensions, in their order.</param>
    public void Record(TimeSpan time, params ReadOnlySpan<string> values) =>
        histogram.Record(Math.Max(0, time.TotalSeconds), Instruments.Of(metric, values));
}
