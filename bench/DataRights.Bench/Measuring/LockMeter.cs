using System.Diagnostics.Metrics;
using DataRights.Telemetry;

namespace DataRights.Bench.Measuring;

/// <summary>Hears how long deletions held locks.</summary>
internal sealed class LockMeter : IDisposable
{
    private readonly MeterListener listener = new();

    public LockMeter()
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == MetricCatalog.DeletionLocks.Name)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => Longest = Math.Max(Longest, seconds));
        listener.Start();
    }

    public double Longest { get; private set; }

    public void Dispose() => listener.Dispose();
}
