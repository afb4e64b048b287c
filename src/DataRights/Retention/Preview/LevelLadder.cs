using DataRights.Mapping;

namespace DataRights.Retention.Preview;

/// <summary>
/// The levels that make sense for a kept column, finest first, the map's own among them; null stands for not keeping it.
/// Never finer than what is known to be meant: an address is not offered whole, nor a user agent.
/// </summary>
internal static class LevelLadder
{
    private static readonly Generalization[] Times = [Generalization.Hour, Generalization.Day, Generalization.Week, Generalization.Month];

    /// <param name="rule">The rule.</param>
    /// <param name="kept">One of its kept columns.</param>
    /// <param name="mayChangePeriod">Whether a level of the time column may come with a longer period.</param>
    public static IReadOnlyList<KeptColumn?> Of(RetentionRule rule, KeptColumn kept, bool mayChangePeriod)
    {
        if (kept.Column == rule.Time)
        {
            // Always kept: totals without a date are of little use. A level longer than the period needs a longer period.
            return [.. Times.Where(t => mayChangePeriod || t == kept.Level || PeriodOf(t) <= rule.Period).Select(t => t == kept.Level ? kept : kept with { Level = t })];
        }

        return [.. Levels(kept), null];
    }

    /// <summary>The rule with the column at another level.</summary>
    public static RetentionRule With(RetentionRule rule, string column, KeptColumn? level) => level is null
        ? rule with { Keep = [.. rule.Keep.Where(k => k.Column != column)], Dropped = [.. rule.Dropped, column] }
        : rule with
        {
            Keep = [.. rule.Keep.Select(k => k.Column == column ? level : k)],
            Period = column == rule.Time && PeriodOf(level.Level) > rule.Period ? PeriodOf(level.Level) : rule.Period,
        };

    private static IEnumerable<KeptColumn> Levels(KeptColumn kept) => kept.Level switch
    {
        Generalization.Family => [kept, kept with { Level = Generalization.DeviceClass }],
        Generalization.DeviceClass => [kept with { Level = Generalization.Family }, kept],
        Generalization.Region => [kept, kept with { Level = Generalization.Country }],
        Generalization.TruncateIp => Networks(kept),
        Generalization.Bands => Wider(kept),
        Generalization.Hour or Generalization.Day or Generalization.Week or Generalization.Month => Times.Select(t => t == kept.Level ? kept : kept with { Level = t }),
        _ => [kept],
    };

    private static IEnumerable<KeptColumn> Networks(KeptColumn kept) =>
        new[] { kept, kept with { Bits4 = 24, Bits6 = 48 }, kept with { Bits4 = 16, Bits6 = 32 } }.DistinctBy(k => (k.Bits4, k.Bits6)).OrderByDescending(k => k.Bits4);

    // Every other edge goes, the outermost stay.
    private static IEnumerable<KeptColumn> Wider(KeptColumn kept)
    {
        for (var edges = kept.Edges; ; edges = [.. edges.Where((_, i) => i % 2 == 0 || i == edges.Count - 1)])
        {
            yield return ReferenceEquals(edges, kept.Edges) ? kept : kept with { Edges = edges };
            if (edges.Count <= 2)
            {
                yield break;
            }
        }
    }

    private static PublicationPeriod PeriodOf(Generalization time) => time switch
    {
        Generalization.Week => PublicationPeriod.Week,
        Generalization.Month => PublicationPeriod.Month,
        _ => PublicationPeriod.Day,
    };
}
