namespace DataRights.Testing.Telemetry;

/// <summary>One recording of a metric, with all its dimensions.</summary>
public sealed record Measurement(string Metric, double Value, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The dimensions' values in the order of their names, for comparison.</summary>
    public string Series => string.Join(' ', Tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"));
}
