namespace DataRights.Telemetry;

/// <summary>
/// Messages that lead to no work. A message whose settlement is lost comes again and counts again: these counters say that something
/// is wrong, not exactly how often.
/// </summary>
public static class MessageMeter
{
    private static readonly Count Dead = Instruments.Count(MetricCatalog.DeadLettered);
    private static readonly Count Refused = Instruments.Count(MetricCatalog.Rejected);

    /// <summary>The queue gave the message up.</summary>
    /// <param name="queue">The queue's default name.</param>
    public static void DeadLettered(string queue) => Dead.Add(1, queue);

    /// <summary>It is no message of this system's, or asks for what is refused.</summary>
    /// <param name="queue">The queue's default name.</param>
    /// <param name="code">Why, from a closed set; nothing that the message says.</param>
    public static void Rejected(string queue, string code) => Refused.Add(1, queue, code);
}
