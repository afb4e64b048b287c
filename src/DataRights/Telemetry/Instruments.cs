using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DataRights.Telemetry;

/// <summary>The one meter, and instruments made from descriptions. Without a listener a recording costs next to nothing.</summary>
internal static class Instruments
{
    /// <summary>From a hundredth of a second to a day for runs; a week and a month for requests with a grace period.</summary>
    private static readonly double[] Seconds =
        [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200, 86400, 604800, 2592000];

    private static readonly Meter Meter = new(TelemetryNames.Meter);

    public static Count Count(MetricDescription metric) => new(metric, Meter.CreateCounter<long>(metric.Name, metric.Unit, metric.Description));

    public static Level Level(MetricDescription metric) => new(metric, Meter.CreateGauge<double>(metric.Name, metric.Unit, metric.Description));

    public static Spread Spread(MetricDescription metric) => new(metric, Meter.CreateHistogram(metric.Name, metric.Unit, metric.Description, tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds }));

    /// <summary>The values of all of a metric's dimensions, in their order.</summary>
    public static TagList Of(MetricDescription metric, ReadOnlySpan<string> values)
    {
        if (values.Length != metric.Dimensions.Count)
        {
            throw new ArgumentException($"{metric.Name} has {metric.Dimensions.Count} dimensions; it was given {values.Length} values.", nameof(values));
        }

        var tags = new TagList();
        for (var i = 0; i < values.Length; i++)
        {
            tags.Add(metric.Dimensions[i], values[i]);
        }

        return tags;
    }
}
