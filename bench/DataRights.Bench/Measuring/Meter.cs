using System.Diagnostics;
using System.Globalization;

namespace DataRights.Bench.Measuring;

/// <summary>Measures this process from now on; its peak memory from the start.</summary>
internal sealed class Meter
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly TimeSpan before = Environment.CpuUsage.TotalTime;

    public Measurement Read(long rows, string outcome) =>
        new(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds, PeakBytes(), rows, 0, 0, outcome);

    private static long PeakBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
