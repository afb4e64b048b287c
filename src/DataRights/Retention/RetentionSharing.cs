using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>
/// Whether rules over one table can be gated jointly. They must agree on which rows a period has and whom they count as,
/// or one would destroy what another has yet to publish. What is bounded or compared within one rule's own cell is refused, since
/// a union of cells need not keep it.
/// </summary>
public static class RetentionSharing
{
    /// <summary>The first rule that does not go with the group's first, why, and what to do; null when all do.</summary>
    public static (RetentionRule Rule, string Field, string Problem, string Fix)? Problem(RetentionGroup group)
    {
        var first = group.First;
        foreach (var rule in group.Rules.Skip(1))
        {
            var field = rule.Time != first.Time ? "time"
                : rule.Zone != first.Zone ? "zone"
                : rule.Zoneless != first.Zoneless ? "zoneless"
                : rule.Window != first.Window ? "window"
                : rule.Period != first.Period ? "period"
                : rule.Partitions != first.Partitions ? "partitions"
                : !rule.Person.SequenceEqual(first.Person) ? "person"
                : null;
            if (field is not null)
            {
                return (rule, field, $"'{field}' is not that of the rule '{first.Name}', which works the same table: they publish a period together before its rows are destroyed.", $"Write the same '{field}' in both.");
            }
        }

        if (group.Rules.Count < 2)
        {
            return null;
        }

        foreach (var rule in group.Rules)
        {
            if (rule.Contributions is not null)
            {
                return (rule, "contributions", "Contributions cannot be bounded where rules share a table: the bound would hold in one rule's cells and not in the other's.", "Leave it out and use \"clamp\", or make one rule of the two.");
            }

            if (rule.Sensitive.FirstOrDefault(s => group.Rules.Any(r => r.Keep.Any(k => k.Column == s.Column))) is { } kept)
            {
                return (rule, "sensitive", $"'{kept.Column}' is kept, and rules share the table: which cells hide each other would differ between them.", "Drop the column from \"keep\" in all of them, or make one rule of the two.");
            }

            if (rule.Clamps.FirstOrDefault(c => group.Rules.Any(r => r.Measures.Any(m => m.Column == c.Column) && !r.Clamps.Contains(c))) is { } clamp)
            {
                return (rule, "clamp", $"'{clamp.Column}' is clamped otherwise in another rule over the table, and the difference would be published.", "Write the same bounds in all of them.");
            }
        }

        return null;
    }
}
