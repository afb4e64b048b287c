namespace DataRights.Telemetry;

/// <summary>Databases that were restored from a backup and wait for a replay.</summary>
internal static class RestoreMeter
{
    private static readonly Level Restored = Instruments.Level(MetricCatalog.SourcesRestored);

    /// <summary>Records every database, so that one that has been replayed falls back to 0.</summary>
    public static void Found(IEnumerable<string> all, IReadOnlyCollection<string> restored)
    {
        foreach (var source in all)
        {
            Restored.Record(restored.Contains(source) ? 1 : 0, source);
        }
    }
}
