using System.Diagnostics;
using DataRights.Telemetry;

namespace DataRights.Bench.Measuring;

/// <summary>Hears how long an archive was checked before its release, and what CPU this process took meanwhile: nothing else runs beside.</summary>
internal sealed class CheckMeter : IDisposable
{
    private readonly ActivityListener listener;
    private TimeSpan before;

    public CheckMeter()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == TelemetryNames.ActivitySource,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = a => before = a.OperationName == TelemetryNames.CheckArchive ? Environment.CpuUsage.TotalTime : before,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public double WallSeconds { get; private set; }

    public double CpuSeconds { get; private set; }

    public void Dispose() => listener.Dispose();

    private void Stopped(Activity activity)
    {
        if (activity.OperationName == TelemetryNames.CheckArchive)
        {
            WallSeconds += activity.Duration.TotalSeconds;
            CpuSeconds += (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }
    }
}
