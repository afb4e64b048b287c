using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Retention;

/// <summary>
/// The rules over one table of raw rows, worked together: each period is published for all of them in one transaction, and
/// its rows are destroyed after that. Mostly a single rule. They agree in all that decides which rows a period has and
/// whom they count as: <see cref="Time"/>, zone, window, person and period (the map's checks see to that). Groups of equal
/// rules are equal.
/// </summary>
public sealed class RetentionGroup : IEquatable<RetentionGroup>
{
    private RetentionGroup(IReadOnlyList<RetentionRule> rules) => Rules = rules;

    /// <summary>In map order; at least one.</summary>
    public IReadOnlyList<RetentionRule> Rules { get; }

    /// <summary>The first rule: it says what all have in common.</summary>
    public RetentionRule First => Rules[0];

    public string From => First.From;

    public string Time => First.Time;

    public PublicationPeriod Period => First.Period;

    /// <summary>A rule that has its table to itself.</summary>
    public static RetentionGroup Of(RetentionRule rule) => new([rule]);

    /// <summary>Rules over one table.</summary>
    /// <exception cref="ArgumentException">There are none, or they are over several tables.</exception>
    public static RetentionGroup Of(params IReadOnlyList<RetentionRule> rules) =>
        rules.DistinctBy(TableOf).Count() == 1 ? new(rules) : throw new ArgumentException("A group is of rules over one table.", nameof(rules));

    /// <summary>The map's rules, grouped by their tables, in the order of each group's first rule.</summary>
    public static IReadOnlyList<RetentionGroup> In(DataMap map) => [.. map.Retention.GroupBy(TableOf).Select(g => new RetentionGroup([.. g]))];

    public bool Equals(RetentionGroup? other) => other is not null && Rules.SequenceEqual(other.Rules);

    public override bool Equals(object? obj) => Equals(obj as RetentionGroup);

    public override int GetHashCode() => Rules.Aggregate(0, HashCode.Combine);

    private static (string Source, string Table) TableOf(RetentionRule rule) => (rule.Source, SourceSchema.Normalize(rule.From));
}
