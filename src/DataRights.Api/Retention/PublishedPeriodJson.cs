using DataRights.Mapping;
using DataRights.Retention.Status;

namespace DataRights.Api.Retention;

/// <summary>A published period as operators see it. Counts of what was suppressed are not to be published beside the aggregates.</summary>
public sealed record PublishedPeriodJson(
    DateOnly First, DateTimeOffset PublishedAt, long RawRows, long CellsPublished, long CellsSuppressed, long RowsPublished, long RowsSuppressed,
    long RowsDestroyed, long RowsHeld, long IdentitiesDestroyed, DateTimeOffset? DestroyedAt, string Label, DateTimeOffset? AnonymousFrom, string? Because)
{
    public static PublishedPeriodJson Of(PeriodState period, IsoDuration? backups, DateTimeOffset now)
    {
        var label = period.LabelAt(now, backups);
        return new PublishedPeriodJson(
            period.First, period.PublishedAt, period.RawRows, period.CellsPublished, period.CellsSuppressed, period.RowsPublished, period.RowsSuppressed,
            period.RowsDestroyed, period.RowsHeld, period.IdentitiesDestroyed, period.DestroyedAt, label.Label.ToString().ToLowerInvariant(), label.AnonymousFrom, label.Because);
    }
}
