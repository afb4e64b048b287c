using DataRights.Mapping;

namespace DataRights.Retention.Status;

/// <summary>What the watermark says of a period that a rule has published: dates and counts, for operators.</summary>
/// <param name="First">The period's first day, in the rule's zone.</param>
/// <param name="PublishedAt">When its cells were committed, by the database's clock.</param>
public sealed record PeriodState(DateOnly First, DateTimeOffset PublishedAt)
{
    /// <summary>Raw rows the period had when it was published.</summary>
    public long RawRows { get; init; }

    public long CellsPublished { get; init; }

    public long CellsSuppressed { get; init; }

    public long RowsPublished { get; init; }

    public long RowsSuppressed { get; init; }

    /// <summary>Raw rows destroyed so far.</summary>
    public long RowsDestroyed { get; init; }

    /// <summary>Raw rows that a legal hold kept when the period was last worked.</summary>
    public long RowsHeld { get; init; }

    /// <summary>Identities that only destroyed rows had led to, destroyed with the period.</summary>
    public long IdentitiesDestroyed { get; init; }

    /// <summary>When a count found no raw row left but held ones, by the database's clock; null before that.</summary>
    public DateTimeOffset? DestroyedAt { get; init; }

    /// <summary>A run destroys what it publishes within its slice or the next ones; a day's trouble is no news.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    /// <summary>Where the period stands at that moment.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="backups">How long backups of the source live; null where the map does not say.</param>
    public PeriodStanding StandingAt(DateTimeOffset now, IsoDuration? backups) => LabelAt(now, backups).Label switch
    {
        OutputLabel.Anonymous => PeriodStanding.Anonymous,
        OutputLabel.Unknown => PeriodStanding.Unknown,
        _ when RowsHeld > 0 => PeriodStanding.Held,
        _ when DestroyedAt is null && PublishedAt + Patience <= now => PeriodStanding.Overdue,
        _ => PeriodStanding.Pseudonymous,
    };

    /// <summary>What may be said of the period now.</summary>
    /// <param name="backups">How long backups of the source live; null where the map does not say.</param>
    /// <param name="now">The moment.</param>
    public PeriodLabel LabelAt(DateTimeOffset now, IsoDuration? backups) => this switch
    {
        { RowsHeld: > 0 } => new(OutputLabel.Pseudonymous, null, "a legal hold keeps raw rows"),
        { DestroyedAt: null } => new(OutputLabel.Pseudonymous, null, "raw rows are not all destroyed"),
        { DestroyedAt: { } destroyed } when backups is { } kept => kept.After(destroyed) is var from && from <= now
            ? new(OutputLabel.Anonymous, from, null)
            : new(OutputLabel.Pseudonymous, from, null),
        _ => new(OutputLabel.Unknown, null, "declare 'backups' of the source in the data map"),
    };
}
