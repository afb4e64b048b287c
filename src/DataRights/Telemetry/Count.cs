using System.Diagnostics.Metrics;

namespace DataRights.Telemetry;

/// <summary>A counter of the catalogue.</summary>
internal sealed class Count(MetricDescription metric, Counter<long> counter)
{
    /// <param name="amount">How many more.</param>
    /// <param name="values">The values of the metric's dimensions, in their order.</param>
    public void Add(long amount, params ReadOnlySpan<string> values) => counter.Add(amount, Instruments.Of(metric, values));
}
