namespace DataRights.Bench.Measuring;

/// <summary>What one case in a process of its own cost. Peak memory is the process's largest resident set, runtime included.</summary>
internal sealed record Measurement(double WallSeconds, double CpuSeconds, long PeakBytes, long Rows, long DataBytes, long ArchiveBytes, string Outcome)
{
    /// <summary>The longest transaction of a deletion in the database.</summary>
    public double LongestLock { get; init; }

    /// <summary>Of an export's wall time, the check of the archive before its release.</summary>
    public double CheckWallSeconds { get; init; }

    public double CheckCpuSeconds { get; init; }

    /// <summary>What a plan said of the archive before: its size.</summary>
    public long PlannedBytes { get; init; }

    /// <summary>And how long it would take.</summary>
    public long PlannedSeconds { get; init; }
}
