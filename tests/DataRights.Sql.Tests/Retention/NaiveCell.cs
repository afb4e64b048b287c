using DataRights.Mapping;

namespace DataRights.Sql.Tests.Retention;

/// <summary>A cell, or the residual, judged in the plainest way.</summary>
internal sealed class NaiveCell(NaiveRetention retention, string key, IReadOnlyCollection<RawRow> rows)
{
    private List<RawRow>? counted;

    public string Key => key;

    public IReadOnlyList<RawRow> Rows { get; } = [.. rows];

    /// <summary>What the residual is made of.</summary>
    public IReadOnlyList<NaiveCell> Parts { get; init; } = [];

    /// <summary>How many values each sensitive column has here.</summary>
    public IReadOnlyList<long> Hidden { get; set; } = [];

    public long People => Rows.Select(retention.Person).OfType<string>().Distinct().Count();

    public bool Enough => People >= retention.MinimumPeople;

    public bool Undominated =>
        (!Has(MeasureKind.Count) || Within(_ => 1)) && (!Has(MeasureKind.Sum) || Within(r => Math.Abs(retention.Clamped(r) ?? 0)));

    public bool Diverse => retention.Group.Rules.SelectMany(r => r.Sensitive).Zip(Hidden).All(x => x.Second >= x.First.Values);

    public bool Passes => Enough && Undominated && Diverse;

    public bool Averages
    {
        get
        {
            var having = Counted.Where(r => r.Seconds is not null).Select(retention.Person).OfType<string>().Distinct().Count();
            return having >= retention.MinimumPeople && Within(r => Math.Abs(retention.Clamped(r) ?? 0)) && Within(r => r.Seconds is null ? 0 : 1);
        }
    }

    /// <summary>Rows within the bound on contributions.</summary>
    public List<RawRow> Counted => counted ??= retention.Group.First.Contributions is not { } most ? [.. Rows]
        : Parts.Count > 0 ? [.. Parts.SelectMany(p => p.Counted.Select(r => (p, r))).GroupBy(x => retention.Person(x.r) ?? "").SelectMany(person => Shares(person, most))]
        : [.. Rows.GroupBy(r => retention.Person(r) ?? "").SelectMany(g => g.OrderBy(r => r.At).Take(most))];

    /// <summary>Distinct values of a column that is not kept, or of the residual.</summary>
    public long Flat(SensitiveColumn column) => Counted.Where(r => retention.Person(r) is not null)
        .Select(r => retention.Kept(column.Column) is { } kept ? retention.Dimension(kept, r) is "-" ? null : retention.Dimension(kept, r) : NaiveRetention.Raw(column.Column, r)).OfType<string>().Distinct().Count();

    public long Distinct(SensitiveColumn column, List<NaiveCell> all) => retention.Kept(column.Column) is not { } kept
        ? Flat(column)
        : all.Where(c => c.Enough && c.Undominated && c.FlatDiverse && retention.Known(c.Rows[0]) == retention.Known(Rows[0]))
            .Select(c => retention.Dimension(kept, c.Rows[0])).Where(v => v != "-").Distinct().Count();

    private bool FlatDiverse => retention.Group.Rules.SelectMany(r => r.Sensitive).Where(s => retention.Kept(s.Column) is null).All(s => Flat(s) >= s.Values);

    private static IEnumerable<RawRow> Shares(IEnumerable<(NaiveCell Cell, RawRow Row)> person, int most)
    {
        var left = most;
        foreach (var share in person.GroupBy(x => x.Cell).OrderByDescending(s => s.Count()))
        {
            left -= share.Count();
            if (left < 0)
            {
                yield break;
            }

            foreach (var (_, row) in share)
            {
                yield return row;
            }
        }
    }

    private bool Has(MeasureKind kind) => retention.Group.Rules.Any(r => r.Measures.Any(m => m.Kind == kind));

    private bool Within(Func<RawRow, long> value)
    {
        var shares = Counted.ToLookup(r => retention.Person(r) ?? "", value);
        var largest = shares.Where(s => s.Key.Length > 0).Select(s => s.Sum()).DefaultIfEmpty(0).Max() + shares[""].Sum();
        return 100 * largest <= retention.Dominance * Counted.Sum(value);
    }
}
