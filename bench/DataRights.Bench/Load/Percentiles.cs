namespace DataRights.Bench.Load;

/// <summary>Nearest-rank percentiles.</summary>
internal static class Percentiles
{
    public static double Of(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100.0) - 1)];
    }

    /// <summary>The median, the 95th and the 99th.</summary>
    public static IReadOnlyList<double> Usual(IReadOnlyCollection<double> values) => [Of(values, 50), Of(values, 95), Of(values, 99)];
}
