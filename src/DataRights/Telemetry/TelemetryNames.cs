namespace DataRights.Telemetry;

/// <summary>What to listen to: all metrics and all spans of the engine have one name.</summary>
public static class TelemetryNames
{
    public const string Meter = "DataRights";

    public const string ActivitySource = "DataRights";
}
