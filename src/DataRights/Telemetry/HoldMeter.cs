namespace DataRights.Telemetry;

/// <summary>Legal holds, at each round of housekeeping.</summary>
internal static class HoldMeter
{
    private static readonly Level Holds = Instruments.Level(MetricCatalog.Holds);

    public static void Found(int active, int reviewDue, int unacknowledged)
    {
        Holds.Record(active, "active");
        Holds.Record(reviewDue, "reviewDue");
        Holds.Record(unacknowledged, "unacknowledged");
    }
}
