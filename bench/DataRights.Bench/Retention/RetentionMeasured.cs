using DataRights.Bench.Measuring;

namespace DataRights.Bench.Retention;

/// <summary>What a run cost, and how many periods and cells it published.</summary>
internal sealed record RetentionMeasured(Measurement Cost, int Periods, long Cells)
{
    /// <summary>Seconds of the longest transaction, whatever it locked.</summary>
    public double LongestTransaction { get; init; }
}
