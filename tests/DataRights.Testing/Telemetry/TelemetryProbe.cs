using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using DataRights.Telemetry;

namespace DataRights.Testing.Telemetry;

/// <summary>
/// Hears the metrics and spans of the work that is done under it, and of no other: recordings are told apart by the execution context
/// that they are made in, so that tests may run beside each other though instruments are the process's.
/// </summary>
public sealed class TelemetryProbe : IDisposable
{
    private static readonly AsyncLocal<TelemetryProbe?> Current = new();

    private readonly MeterListener meters = new();
    private readonly ActivityListener activities;
    private readonly ConcurrentQueue<Measurement> measurements = new();
    private readonly ConcurrentQueue<Activity> spans = new();

    /// <param name="sampling">What becomes of spans whose parent is none or sampled; those under an unsampled parent are not recorded.</param>
    public TelemetryProbe(ActivitySamplingResult sampling = ActivitySamplingResult.AllDataAndRecorded)
    {
        Current.Value = this;
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        meters.Start();
        activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.ActivitySource,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => Current.Value != this ? ActivitySamplingResult.None
                : options.Parent.TraceId != default && !options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.PropagationData
                : sampling,
            ActivityStopped = span =>
            {
                if (Current.Value == this)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(activities);
    }

    public IReadOnlyList<Measurement> Measurements => [.. measurements];

    /// <summary>Spans that have ended, in that order.</summary>
    public IReadOnlyList<Activity> Spans => [.. spans];

    /// <summary>The sum of a metric's recordings by series.</summary>
    public Dictionary<string, double> Sums(MetricDescription metric) =>
        measurements.Where(m => m.Metric == metric.Name).GroupBy(m => m.Series).ToDictionary(g => g.Key, g => g.Sum(m => m.Value));

    /// <summary>The last recording of a metric by series.</summary>
    public Dictionary<string, double> Last(MetricDescription metric) =>
        measurements.Where(m => m.Metric == metric.Name).GroupBy(m => m.Series).ToDictionary(g => g.Key, g => g.Last().Value);

    /// <summary>Forgets what it has heard.</summary>
    public void Clear()
    {
        measurements.Clear();
        spans.Clear();
    }

    public void Dispose()
    {
        meters.Dispose();
        activities.Dispose();
        Current.Value = null;
    }

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Current.Value == this)
        {
            measurements.Enqueue(new Measurement(instrument.Name, value, tags.ToArray().ToDictionary(t => t.Key, t => $"{t.Value}")));
        }
    }
}
