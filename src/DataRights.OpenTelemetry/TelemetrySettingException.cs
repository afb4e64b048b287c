namespace DataRights.OpenTelemetry;

/// <summary>A telemetry setting cannot be used. The message names it, says how to mend it, and quotes no value.</summary>
public sealed class TelemetrySettingException(string message) : Exception(message);
