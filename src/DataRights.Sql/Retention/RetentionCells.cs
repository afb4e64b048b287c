using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>
/// Composes the cells of a day: dimensions <c>d0…</c>, measures <c>m0…</c>, distinct <c>people</c> and raw <c>rows</c>.
/// One person is counted once: a row with an account is that account; a device that appears anywhere in the table with
/// exactly one account is that account; one that appears with none is itself. A device of several accounts could be
/// any of them, so it adds nobody, like a row that names nobody: people are never over-counted.
/// </summary>
internal sealed class RetentionCells(RetentionDialect dialect, RetentionPlan plan)
{
    public const string Table = "\"data_rights_cells\"";

    private readonly RetentionRule rule = plan.Rule;

    public string Select(DateOnly day)
    {
        var dimensions = rule.Keep.Select((k, i) => (Name: $"\"d{i}\"", Sql: Dimension(k, day))).ToList();
        var inner = string.Join(", ", dimensions.Select(d => $"{d.Sql} as {d.Name}").Concat(rule.Measures.Select((m, i) => (m, i)).Where(x => x.m.Column is not null).Select(x => $"{Of("r", x.m.Column!)} as \"v{x.i}\"")).Append($"{Person()} as \"person\""));
        var outer = string.Join(", ", [.. dimensions.Select(d => d.Name), .. rule.Measures.Select(Measure), "count(distinct \"person\") as \"people\"", "count(*) as \"rows\""]);
        var groups = dimensions.Count == 0 ? "" : $" group by {string.Join(", ", dimensions.Select(d => d.Name))}";
        var link = rule.Person.Count > 1 ? " left join \"link\" on \"link\".\"device\" = " + Identity("r", 1) : "";
        return $"{Links(day)}select {outer} from (select {inner} from {plan.RawTable} r{link} where {dialect.InPeriod(plan, "r", day)}) s{groups} having count(*) > 0";
    }

    public string Publish()
    {
        var target = string.Join(", ", [.. rule.Keep.Select(k => SqlDialect.Quote(k.Column)), .. rule.Measures.Select(m => SqlDialect.Quote(m.Name)), SqlDialect.Quote(RetentionTarget.People)]);
        var values = string.Join(", ", [.. rule.Keep.Select((_, i) => $"\"d{i}\""), .. rule.Measures.Select((_, i) => $"\"m{i}\""), "\"people\""]);
        return $"insert into {SqlDialect.Table(rule.Into)} ({target}) select {values} from {Table} where {Passes}";
    }

    /// <summary>Raw rows, cells published, cells suppressed, rows published, rows suppressed.</summary>
    public string Counts() =>
        $"""
        select {Whole("coalesce(sum(\"rows\"), 0)")}, {Whole($"coalesce(sum(case when {Passes} then 1 else 0 end), 0)")},
          {Whole($"coalesce(sum(case when {Passes} then 0 else 1 end), 0)")}, {Whole($"coalesce(sum(case when {Passes} then \"rows\" else 0 end), 0)")},
          {Whole($"coalesce(sum(case when {Passes} then 0 else \"rows\" end), 0)")} from {Table}
        """;

    private string Passes => string.Create(CultureInfo.InvariantCulture, $"\"people\" >= {rule.MinimumPeople}");

    // Only devices that appear without an account on the day need to be looked up.
    private string Links(DateOnly day) => rule.Person.Count == 1 ? "" :
        $"""
        with "link" as (select {Identity("l", 1)} as "device", min({Identity("l", 0)}) as "account", count(distinct {Identity("l", 0)}) as "accounts"
          from {plan.RawTable} l where {Of("l", rule.Person[1])} in (select {Of("x", rule.Person[1])} from {plan.RawTable} x where {Identity("x", 0)} is null and {dialect.InPeriod(plan, "x", day)})
          and {Identity("l", 0)} is not null group by {Identity("l", 1)})
        """ + " ";

    private string Person()
    {
        var account = $"when {Identity("r", 0)} is not null then 'a' || {Identity("r", 0)}";
        return rule.Person.Count == 1
            ? $"case {account} end"
            : $"case {account} when \"link\".\"accounts\" = 1 then 'a' || \"link\".\"account\" when \"link\".\"accounts\" > 1 then null else 'd' || {Identity("r", 1)} end";
    }

    private string Dimension(KeptColumn kept, DateOnly day) =>
        kept.Column == rule.Time && kept.Level == RetentionPeriods.LevelOf(rule.Period)
            ? dialect.PeriodOf(day, kept.Level)
            : dialect.Coarsened(plan.Column(kept.Column), kept.Level, Of("r", kept.Column), rule.Zone);

    private string Measure(Measure measure, int index) => measure.Kind switch
    {
        MeasureKind.Count => $"count(*) as \"m{index}\"",
        MeasureKind.Sum => $"coalesce(sum(\"v{index}\"), 0) as \"m{index}\"",
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure.Kind, "Not a measure."),
    };

    private string Whole(string expression) => $"cast({expression} as {dialect.CountType})";

    private string Identity(string alias, int index) => dialect.IdentityText(Of(alias, rule.Person[index]));

    private static string Of(string alias, string column) => $"{alias}.{SqlDialect.Quote(column)}";
}
