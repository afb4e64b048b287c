using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>
/// Composes the shares of people: one row for each cell, person and sensitive value with raw <c>rows</c>, counted rows and,
/// for each measured column, the sum, the sum of absolute values and the number of values. Clamps and bounds on contributions are
/// applied to the single rows.
/// </summary>
internal sealed class RetentionRows(RetentionDialect dialect, RetentionPlan plan, bool areLinked = false)
{
    private readonly RetentionShape shape = plan.Shape;
    private readonly RetentionPeople people = new(dialect, plan, areLinked);

    /// <summary>The period's shares, cells numbered from 1 in <c>cell</c>.</summary>
    public string OfPeriod(DateOnly period)
    {
        var names = shape.Dimensions.Select((_, i) => $"\"d{i}\"").ToList();
        var order = string.Join(", ", shape.Dimensions.Select((d, i) => (Kept: d, Index: i)).Where(d => !IsConstant(d.Kept)).Select(d => dialect.Ordered(string.Create(CultureInfo.InvariantCulture, $"s.\"d{d.Index}\""), plan.Column(d.Kept.Column), d.Kept)));
        var cell = order.Length == 0 ? "cast(1 as bigint)" : $"dense_rank() over (order by {order})";
        var from = $"{plan.RawTable} r{Coarsened(period)}";
        var where = dialect.InPeriod(plan, "r", period);
        var dimensions = shape.Dimensions.Select((k, i) => $"{Dimension(k, period)} as \"d{i}\"");
        return $"{people.Links($"{plan.RawTable} x", dialect.InPeriod(plan, "x", period), null)}select {cell} as \"cell\", s.* from ({Shares(dimensions, names, from, where)}) s";
    }

    /// <summary>The shares of late rows, in cell 0, which has no dimensions.</summary>
    public string OfLate() =>
        $"{people.Links($"{LateRows.Table} x", "true", LateRows.Table)}select 0 as \"cell\", s.* from ({Shares([], [], $"{LateRows.Table} r", "true")}) s";

    /// <summary>The columns of a share beside its cell and dimensions.</summary>
    public IEnumerable<string> Columns =>
    [
        "\"person\"", .. shape.Sensitive.Select((_, j) => $"\"l{j}\""), "\"raw\"", "\"rows\"", "\"clamped\"",
        .. shape.Values.SelectMany((_, i) => new[] { $"\"v{i}s\"", $"\"v{i}a\"", $"\"v{i}n\"" }),
    ];

    private string Shares(IEnumerable<string> dimensions, IReadOnlyList<string> names, string from, string where)
    {
        var sensitive = shape.Sensitive.Select((s, j) => $"{Sensitive(s)} as \"l{j}\"");
        var values = shape.Values.SelectMany((v, i) => new[] { $"{Clamped(v)} as \"v{i}\"" });
        var clamped = shape.Values.Select(v => (Value: dialect.Number(plan.Column(v), Of(v)), Clamp: shape.Clamp(v))).Where(x => x.Clamp is not null)
            .Select(x => $"case when {x.Value} < {Number(x.Clamp!.Lowest)} or {x.Value} > {Number(x.Clamp.Highest)} then 1 else 0 end").ToList();
        var order = shape.Contributions is null ? [] : new[] { $"{dialect.Instant(plan.Rule, Of(plan.Rule.Time))} as \"at\"" };
        var rows = $"select {string.Join(", ", [.. dimensions, $"{people.Person} as \"person\"", .. sensitive, .. values, $"{(clamped.Count == 0 ? "0" : string.Join(" + ", clamped))} as \"clamped\"", .. order])} from {from}{people.Join} where {where}";
        List<string> group = [.. names, "\"person\"", .. shape.Sensitive.Select((_, j) => $"\"l{j}\"")];
        var counts = shape.Contributions is null;
        if (!counts)
        {
            // Rows that are alike in all of these are alike in what is published, so it does not matter which of them counts.
            var by = string.Join(", ", shape.Values.Select((_, i) => $"\"v{i}\" is null, \"v{i}\"").Prepend("\"at\""));
            rows = $"select t.*, row_number() over (partition by {string.Join(", ", names.Append("\"person\""))} order by {by}) as \"nth\" from ({rows}) t";
        }

        var aggregates = shape.Values.SelectMany((_, i) => new[]
        {
            $"sum({Counted($"\"v{i}\"", counts)}) as \"v{i}s\"", $"sum({Counted(dialect.Absolute(plan.Column(shape.Values[i]), $"\"v{i}\""), counts)}) as \"v{i}a\"", $"count({Counted($"\"v{i}\"", counts)}) as \"v{i}n\"",
        });
        var counted = counts ? "count(*)" : $"coalesce(sum({Counted("1", counts)}), 0)";
        return $"select {string.Join(", ", [.. group, "count(*) as \"raw\"", $"{counted} as \"rows\"", "sum(\"clamped\") as \"clamped\"", .. aggregates])} from ({rows}) q group by {string.Join(", ", group)}";
    }

    private string Counted(string value, bool all) => all ? value : string.Create(CultureInfo.InvariantCulture, $"case when \"nth\" <= {shape.Contributions} then {value} end");

    // In a period of a day, the day, the week and the month are one value.
    private bool IsConstant(KeptColumn kept) => kept.Column == plan.Rule.Time && (kept.Level == RetentionPeriods.LevelOf(plan.Rule.Period)
        || (plan.Rule.Period == PublicationPeriod.Day && kept.Level is Generalization.Week or Generalization.Month));

    private string Dimension(KeptColumn kept, DateOnly period) =>
        IsConstant(kept) ? dialect.PeriodOf(period, kept.Level)
        : dialect.CoarsensByValue(kept) ? string.Create(CultureInfo.InvariantCulture, $"\"k{shape.IndexOf(kept)}\".\"c\"")
        : dialect.Coarsened(plan.Column(kept.Column), kept, Of(kept.Column), plan.Rule);

    // The values of a period, each coarsened once, beside its rows.
    private string Coarsened(DateOnly period) => string.Concat(shape.Dimensions.Select((kept, i) => (Kept: kept, Index: i)).Where(d => dialect.CoarsensByValue(d.Kept)).Select(d =>
    {
        var coarse = dialect.Coarsened(plan.Column(d.Kept.Column), d.Kept, "v.\"v\"", plan.Rule);
        var values = $"select distinct {dialect.Text($"x.{SqlDialect.Quote(d.Kept.Column)}")} as \"v\" from {plan.RawTable} x where {dialect.InPeriod(plan, "x", period)}";
        return string.Create(CultureInfo.InvariantCulture, $" left join (select v.\"v\", {coarse} as \"c\" from ({values} offset 0) v) \"k{d.Index}\" on \"k{d.Index}\".\"v\" = {dialect.Text(Of(d.Kept.Column))}");
    }));

    // A kept column gives away what is published of it, not more.
    private string Sensitive(SensitiveColumn sensitive) => shape.KeptAs(sensitive) is { } kept
        ? dialect.Coarsened(plan.Column(sensitive.Column), shape.Dimensions[kept], Of(sensitive.Column), plan.Rule)
        : Of(sensitive.Column);

    private string Clamped(string column)
    {
        var value = dialect.Number(plan.Column(column), Of(column));
        return shape.Clamp(column) is { } c
            ? $"case when {value} < {Number(c.Lowest)} then {Number(c.Lowest)} when {value} > {Number(c.Highest)} then {Number(c.Highest)} else {value} end"
            : value;
    }

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Of(string column) => $"r.{SqlDialect.Quote(column)}";
}
