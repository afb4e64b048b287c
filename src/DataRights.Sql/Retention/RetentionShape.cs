using DataRights.Mapping;
using DataRights.Retention;

namespace DataRights.Sql.Retention;

/// <summary>
/// What the rules of a group have in common once they are gated jointly: the dimensions of their common refinement
/// (<c>d0…</c>), the measured columns (<c>v0…</c>), the sensitive ones (<c>l0…</c>), and the strictest of their bounds. If
/// every cell of the refinement that is used passes them, so does every union of such cells: people only become more, values
/// too, and a share of a union is at most the largest share of its parts.
/// </summary>
internal sealed class RetentionShape
{
    public RetentionShape(RetentionGroup group)
    {
        Group = group;
        Dimensions = [.. group.Rules.SelectMany(r => r.Keep).Distinct()];
        Values = [.. group.Rules.SelectMany(r => r.Measures).Select(m => m.Column).OfType<string>().Distinct(StringComparer.Ordinal)];
        Sensitive = [.. group.Rules.SelectMany(r => r.Sensitive).GroupBy(s => s.Column).Select(g => new SensitiveColumn(g.Key, g.Max(s => s.Values)))];
        MinimumPeople = group.Rules.Max(r => r.MinimumPeople);
        Dominance = group.Rules.Min(r => r.Dominance);
        Contributions = group.First.Contributions;
        GatesRows = group.Rules.Any(r => r.Measures.Any(m => m.Kind == MeasureKind.Count));
        Summed = [.. Values.Select((v, i) => (v, i)).Where(x => group.Rules.Any(r => r.Measures.Any(m => m.Kind == MeasureKind.Sum && m.Column == x.v))).Select(x => x.i)];
        Averaged = [.. Values.Select((v, i) => (v, i)).Where(x => group.Rules.Any(r => r.Measures.Any(m => m.Kind == MeasureKind.Average && m.Column == x.v))).Select(x => x.i)];
    }

    public RetentionGroup Group { get; }

    public IReadOnlyList<KeptColumn> Dimensions { get; }

    public IReadOnlyList<string> Values { get; }

    public IReadOnlyList<SensitiveColumn> Sensitive { get; }

    public int MinimumPeople { get; }

    public int Dominance { get; }

    public int? Contributions { get; }

    /// <summary>Whether the number of rows is published, so that nobody may dominate it.</summary>
    public bool GatesRows { get; }

    /// <summary>Values whose sum is published.</summary>
    public IReadOnlyList<int> Summed { get; }

    /// <summary>Values whose average is published.</summary>
    public IReadOnlyList<int> Averaged { get; }

    public ColumnClamp? Clamp(string column) => Group.Rules.SelectMany(r => r.Clamps).FirstOrDefault(c => c.Column == column);

    /// <summary>Which dimension the rule's kept column is.</summary>
    public int IndexOf(KeptColumn kept) => Dimensions.ToList().IndexOf(kept);

    public int IndexOf(Measure measure) => Values.ToList().IndexOf(measure.Column!);

    /// <summary>The dimension that publishes the sensitive column; null when it is not kept.</summary>
    public int? KeptAs(SensitiveColumn sensitive) => Dimensions.Select((d, i) => (d, i)).Where(x => x.d.Column == sensitive.Column).Select(x => (int?)x.i).FirstOrDefault();
}
