using DataRights.Mapping;

namespace DataRights.Retention.Status;

/// <summary>What is known of a rule's periods.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Backups">How long backups of its source live; null where the map does not say.</param>
/// <param name="Periods">The newest periods first; empty when it has published none.</param>
/// <param name="Problem">The code of why the database could not be asked; null when it was.</param>
public sealed record RuleState(RetentionRule Rule, IsoDuration? Backups, IReadOnlyList<PeriodState> Periods, string? Problem)
{
    /// <summary>How many of the periods stand there at that moment.</summary>
    public int Count(PeriodStanding standing, DateTimeOffset now) => Periods.Count(p => p.StandingAt(now, Backups) == standing);

    /// <summary>How many of the periods bear the label at that moment.</summary>
    public int Count(OutputLabel label, DateTimeOffset now) => Periods.Count(p => p.LabelAt(now, Backups).Label == label);
}
