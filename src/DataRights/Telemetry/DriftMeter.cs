namespace DataRights.Telemetry;

/// <summary>How the live schemas stand to the map.</summary>
internal static class DriftMeter
{
    private const string Nothing = "none";
    private static readonly Level Drift = Instruments.Level(MetricCatalog.MapDrift);

    /// <summary>Records each code's count, and 0 for the codes that were found before and are no more. The code is none, with 0, when there is no drift.</summary>
    public static void Found(string source, IReadOnlyDictionary<string, int> findings, IEnumerable<string> before)
    {
        foreach (var (code, count) in findings)
        {
            Drift.Record(count, source, code);
        }

        foreach (var gone in before.Append(Nothing).Where(code => !findings.ContainsKey(code)))
        {
            Drift.Record(0, source, gone);
        }
    }
}
