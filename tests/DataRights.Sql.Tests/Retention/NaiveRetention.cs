using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;

namespace DataRights.Sql.Tests.Retention;

/// <summary>The same rules worked in memory, in the plainest way: what the databases are compared with.</summary>
internal sealed class NaiveRetention
{
    private readonly RetentionGroup group;
    private readonly List<KeptColumn> dimensions;
    private readonly List<SensitiveColumn> sensitive;
    private readonly List<RawRow> all;
    private readonly ILookup<string, long> accounts;
    private readonly Dictionary<string, string?> joined = [];
    private readonly int people;
    private readonly int dominance;

    /// <param name="group">The rules.</param>
    /// <param name="evidence">Every row that shows whose a device is.</param>
    public NaiveRetention(RetentionGroup group, IEnumerable<RawRow> evidence)
    {
        this.group = group;
        dimensions = [.. group.Rules.SelectMany(r => r.Keep).Distinct()];
        sensitive = [.. group.Rules.SelectMany(r => r.Sensitive)];
        all = [.. evidence];
        accounts = all.Where(r => r.User is not null && !string.IsNullOrEmpty(r.Device)).ToLookup(r => r.Device!, r => r.User!.Value);
        people = group.Rules.Max(r => r.MinimumPeople);
        dominance = group.Rules.Min(r => r.Dominance);
    }

    /// <summary>The rows of the period.</summary>
    public static List<RawRow> In(RetentionRule rule, IEnumerable<RawRow> table, DateOnly period) =>
        [.. table.Where(r => PeriodCalendar.Of(rule).Of(r.At) == period)];

    /// <summary>The published lines of each rule, cells and residuals apart, and the figures.</summary>
    public (PublishedPeriod Figures, IReadOnlyList<IReadOnlyList<string>> Cells, IReadOnlyList<IReadOnlyList<string>> Residuals) Publish(DateOnly period, IEnumerable<RawRow> rows, IReadOnlyCollection<RawRow> late)
    {
        var cells = rows.GroupBy(r => string.Join('|', dimensions.Select(d => Dimension(d, r)))).Select(g => new NaiveCell(this, g.Key, [.. g])).ToList();
        foreach (var cell in cells)
        {
            cell.Hidden = sensitive.Select(s => cell.Distinct(s, cells)).ToList();
        }

        var good = cells.Where(c => c.Passes).ToList();
        List<RawRow> rest = [.. cells.Except(good).SelectMany(c => c.Rows), .. late];
        var residual = new NaiveCell(this, "", rest) { Parts = [.. cells.Except(good), new NaiveCell(this, "", late)] };
        residual.Hidden = sensitive.Select(s => residual.Flat(s)).ToList();
        var published = rest.Count > 0 && residual.Passes;
        List<NaiveCell> all = [.. good, .. published ? [residual] : Array.Empty<NaiveCell>()];
        var figures = new PublishedPeriod(group.First.Name, period, group.Period, false)
        {
            RawRows = cells.Sum(c => c.Rows.Count),
            LateRows = late.Count,
            RowsOfNobody = cells.SelectMany(c => c.Rows).Concat(late).Count(r => Person(r) is null),
            CellsPublished = good.Count,
            CellsSuppressed = cells.Count - good.Count,
            RowsPublished = good.Sum(c => c.Rows.Count),
            RowsSuppressed = cells.Except(good).Sum(c => c.Rows.Count),
            DominanceFailures = cells.Count(c => c.Enough && !c.Undominated),
            DiversityFailures = cells.Count(c => c.Enough && !c.Diverse),
            Residual = rest.Count == 0 ? ResidualFate.Empty : published ? ResidualFate.Published : ResidualFate.Suppressed,
            ResidualRows = rest.Count,
            ResidualPeople = rest.Select(Person).OfType<string>().Distinct().Count(),
            SmallestCell = all.Count == 0 ? null : all.Min(c => c.People),
            Diversity = all.Count == 0 || sensitive.Count == 0 ? null : all.Min(c => c.Hidden.Min()),
            RowsBeyondContributions = cells.Sum(c => c.Rows.Count - c.Counted.Count) + late.Count - new NaiveCell(this, "", late).Counted.Count,
            ValuesClamped = cells.SelectMany(c => c.Rows).Concat(late).Count(r => Clamped(r) != r.Seconds),
            AveragesWithheld = group.Rules.Any(r => r.Measures.Any(m => m.Kind == MeasureKind.Average)) ? all.Count(c => !c.Averages) : 0,
            Classes = [.. cells.GroupBy(c => (c.People, c.Passes)).OrderBy(g => g.Key).Select(g => new CellClass(g.Key.People, g.Key.Passes, g.Count(), g.Sum(c => c.Rows.Count), g.Sum(c => c.People)))],
        };
        return (figures, [.. group.Rules.Select(r => Lines(r, good))], [.. group.Rules.Select(r => (IReadOnlyList<string>)(published ? [$"{period:yyyy-MM-dd} {Line(r, [residual], isResidual: true)}"] : []))]);
    }

    public RetentionGroup Group => group;

    public int MinimumPeople => people;

    public int Dominance => dominance;

    public string? Person(RawRow row)
    {
        if (row.User is null && group.First.Person.Count > 2)
        {
            return Ids(row).FirstOrDefault() is not { } id ? null : joined.TryGetValue(id, out var known) ? known : joined[id] = Together(id);
        }

        if (row.User is not null || string.IsNullOrEmpty(row.Device) || group.First.Person.Count == 1)
        {
            return row.User is { } user ? $"account {user}" : null;
        }

        return accounts[row.Device].Distinct().ToList() switch
        {
            [] => $"device {row.Device}",
            [var only] => $"account {only}",
            _ => null,
        };
    }

    // Everything that ever stood in a row with the id, or with what did.
    private string? Together(string id)
    {
        var ids = new HashSet<string> { id };
        for (var before = 0; before != ids.Count;)
        {
            before = ids.Count;
            ids.UnionWith(all.Where(r => Ids(r).Any(ids.Contains)).SelectMany(Ids).ToList());
        }

        return all.Where(r => r.User is not null && Ids(r).Any(ids.Contains)).Select(r => r.User!.Value).Distinct().ToList() switch
        {
            [] => $"ids {ids.Min(StringComparer.Ordinal)}",
            [var only] => $"account {only}",
            _ => null,
        };
    }

    private static IEnumerable<string> Ids(RawRow row) =>
        new[] { string.IsNullOrEmpty(row.Device) ? null : $"1 {row.Device}", string.IsNullOrEmpty(row.Ip) ? null : $"2 {row.Ip}" }.OfType<string>();

    public long? Clamped(RawRow row) => group.Rules.SelectMany(r => r.Clamps).FirstOrDefault() is { } c && row.Seconds is { } s
        ? Math.Clamp(s, (long)c.Lowest, (long)c.Highest)
        : row.Seconds;

    public KeptColumn? Kept(string column) => dimensions.Find(d => d.Column == column);

    public string Dimension(KeptColumn kept, RawRow row) => kept.Level == Generalization.AsIs ? Raw(kept.Column, row) ?? "-" : Coarse(kept, row) ?? "-";

    public static string? Raw(string column, RawRow row) => column switch
    {
        "route" => row.Route,
        "browser" => row.Browser,
        "ip" => row.Ip,
        "seconds" => row.Seconds?.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "No such column."),
    };

    /// <summary>What an observer of the kept columns sees of everything that is not sensitive.</summary>
    public string Known(RawRow row) => string.Join('|', dimensions.Where(d => sensitive.All(s => s.Column != d.Column)).Select(d => Dimension(d, row)));

    private List<string> Lines(RetentionRule rule, List<NaiveCell> good) =>
        [.. good.GroupBy(c => string.Join('|', rule.Keep.Select(k => Dimension(k, c.Rows[0])))).Select(g => Line(rule, [.. g], isResidual: false)).Order(StringComparer.Ordinal)];

    private string Line(RetentionRule rule, List<NaiveCell> cells, bool isResidual)
    {
        var counted = cells.SelectMany(c => c.Counted).ToList();
        var averaged = cells.Where(c => c.Averages).SelectMany(c => c.Counted).Where(r => r.Seconds is not null).ToList();
        var persons = cells.SelectMany(c => c.Rows).Select(Person).OfType<string>().Distinct().Count();
        var dims = rule.Keep.Select(k => isResidual ? "-" : Dimension(k, cells[0].Rows[0]));
        var measures = rule.Measures.Select(m => m.Kind switch
        {
            MeasureKind.Count => counted.Count.ToString(CultureInfo.InvariantCulture),
            MeasureKind.People => persons.ToString(CultureInfo.InvariantCulture),
            MeasureKind.Sum => counted.Sum(r => Clamped(r) ?? 0).ToString(CultureInfo.InvariantCulture),
            _ => averaged.Count == 0 ? "-" : Math.Round(averaged.Average(r => (double)Clamped(r)!.Value), 6).ToString(CultureInfo.InvariantCulture),
        });
        return string.Join('|', [.. dims, .. measures, persons.ToString(CultureInfo.InvariantCulture)]);
    }

    private string? Coarse(KeptColumn kept, RawRow row)
    {
        var local = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(row.At, group.First.Zone).DateTime;
        return kept.Level switch
        {
            Generalization.Family => RawRow.Browsers.First(b => b.Raw == row.Browser).Family,
            Generalization.TruncateIp => RawRow.Addresses.First(a => a.Raw == row.Ip).Network,
            Generalization.Hour => FormattableString.Invariant($"{local:yyyy-MM-dd HH}:00:00"),
            Generalization.Week => FormattableString.Invariant($"{Enumerable.Range(0, 7).Select(i => local.AddDays(-i)).First(d => d.DayOfWeek == DayOfWeek.Monday):yyyy-MM-dd}"),
            Generalization.Month => FormattableString.Invariant($"{local:yyyy-MM}-01"),
            Generalization.Day => FormattableString.Invariant($"{local:yyyy-MM-dd}"),
            Generalization.Only => Raw(kept.Column, row) is { } value ? kept.Values.Contains(value) ? value : "other" : null,
            Generalization.Bands => row.Seconds is { } s ? s < 100 ? "<100" : s < 500 ? "100..<500" : ">=500" : null,
            _ => throw new ArgumentOutOfRangeException(nameof(kept), kept.Level, "Not a level of these tests."),
        };
    }
}
