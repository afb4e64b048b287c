namespace DataRights.Telemetry;

/// <summary>What to listen to: all metrics and all spans of the engine have one name.</summary>
public static class TelemetryNames
{
    public const string Meter = "DataRights";

    public const string ActivitySource = "DataRights";

    /// <summary>The span of the checks that a committed archive passes before it is released.</summary>
    public const string CheckArchive = "check archive";
}
