using DataRights.Retention;
using DataRights.Retention.Status;

namespace DataRights.Telemetry;

/// <summary>Where retention stands after a run: not what the run did, but what is so.</summary>
internal static class RetentionStandMeter
{
    private static readonly Level Periods = Instruments.Level(MetricCatalog.RetentionPeriods);
    private static readonly Level Newest = Instruments.Level(MetricCatalog.RetentionNewest);
    private static readonly Level Held = Instruments.Level(MetricCatalog.RetentionHeld);
    private static readonly Level SmallestCell = Instruments.Level(MetricCatalog.RetentionSmallestCell);

    /// <param name="state">All periods of a rule, newest first.</param>
    /// <param name="smallestCell">The smallest cell of the newest publication; null where none was published or it is not known.</param>
    /// <param name="now">The moment.</param>
    public static void Stands(RuleState state, long? smallestCell, DateTimeOffset now)
    {
        var rule = state.Rule.Name;
        foreach (var standing in Enum.GetValues<PeriodStanding>())
        {
            // Zeros too: what is over must be seen to be over.
            Periods.Record(state.Count(standing, now), rule, WordOf(standing));
        }

        Held.Record(state.Periods.Sum(p => p.RowsHeld), rule);
        if (state.Periods.Count > 0)
        {
            Newest.Record((now - PeriodCalendar.Of(state.Rule).EndOf(state.Periods[0].First)).TotalSeconds, rule);
        }

        if (smallestCell is { } people)
        {
            SmallestCell.Record(people, rule);
        }
    }

    private static string WordOf(PeriodStanding standing) => standing switch
    {
        PeriodStanding.Anonymous => "anonymous",
        PeriodStanding.Pseudonymous => "pseudonymous",
        PeriodStanding.Held => "held",
        PeriodStanding.Overdue => "overdue",
        PeriodStanding.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };
}
