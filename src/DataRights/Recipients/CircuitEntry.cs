namespace DataRights.Recipients;

/// <summary>Whether a recipient may be called.</summary>
/// <param name="ClosedUntil">When to come back; null to call now.</param>
/// <param name="Probes">Whether this call is the one that finds out whether the recipient is back.</param>
internal sealed record CircuitEntry(DateTimeOffset? ClosedUntil, bool Probes)
{
    public static CircuitEntry Free { get; } = new(null, false);

    public static CircuitEntry Probe { get; } = new(null, true);
}
