using DataRights.Retention.Status;

namespace DataRights.Api.Retention;

/// <summary>What may be said of a reported period now; beside the report, which says the same for ever.</summary>
/// <param name="First">The period's first day.</param>
/// <param name="Label"><c>pseudonymous</c>, <c>anonymous</c> or <c>unknown</c>.</param>
/// <param name="AnonymousFrom">When it is or was anonymous from; left out where that cannot be told yet.</param>
/// <param name="Because">Why there is no date; left out where there is one.</param>
public sealed record PeriodLabelJson(DateOnly First, string Label, DateTimeOffset? AnonymousFrom, string? Because)
{
    public static IReadOnlyList<PeriodLabelJson> Of(RuleState state, IReadOnlySet<DateOnly> periods, DateTimeOffset now) =>
    [
        .. state.Periods.Where(p => periods.Contains(p.First)).OrderBy(p => p.First)
            .Select(p => (p.First, Label: p.LabelAt(now, state.Backups)))
            .Select(p => new PeriodLabelJson(p.First, p.Label.Label.ToString().ToLowerInvariant(), p.Label.AnonymousFrom, p.Label.Because)),
    ];
}
