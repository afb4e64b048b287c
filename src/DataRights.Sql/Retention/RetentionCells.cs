using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>
/// The statements that publish a period. One reading of its raw rows makes the shares of people; from these come the
/// cells, the residual and all figures. Every raw row is in one share, every share in one cell or the residual, and a cell is published
/// whole or not at all: what is published of a period is disjoint, and periods are too.
/// </summary>
internal sealed class RetentionCells(RetentionDialect dialect, RetentionPlan plan, bool areLinked = false)
{
    public const string Shares = "\"data_rights_shares\"";
    public const string Cells = "\"data_rights_cells\"";
    public const string Residual = "\"data_rights_residual\"";

    private readonly RetentionShape shape = plan.Shape;
    private readonly RetentionRows rows = new(dialect, plan, areLinked);
    private readonly RetentionGate gate = new(dialect, plan.Shape);

    public string CreateShares(DateOnly period) => dialect.CreateTemporary(Shares, rows.OfPeriod(period));

    public string AddLate() =>
        $"insert into {Shares} (\"cell\", {string.Join(", ", rows.Columns)}) {rows.OfLate()}";

    public string CreateCells() =>
        dialect.CreateTemporary(Cells, gate.Judged($"select * from {Shares} where \"cell\" > 0", [.. shape.Dimensions.Select((_, i) => $"\"d{i}\"")], isResidual: false));

    public string CreateResidual() => dialect.CreateTemporary(Residual, gate.Judged(Bounded(LeftOver), [], isResidual: true));

    /// <summary>Publishes the cells that pass into the rule's table.</summary>
    public string Publish(RetentionRule rule, DateOnly period)
    {
        var dimensions = rule.Keep.Select(k => $"\"d{shape.IndexOf(k)}\"").ToList();
        List<string> values = [PeriodOf(period), dialect.False, .. dimensions];
        if (shape.Group.Rules.Count == 1)
        {
            return Insert(rule, $"select {string.Join(", ", [.. values, .. Measures(rule, "\"people\"")])} from {Cells} where {RetentionGate.Passes}", withDimensions: true);
        }

        // A cell of this rule is the union of those of the refinement that pass; its people are counted anew, since one may be in several.
        var united = string.Join(", ", shape.Values.SelectMany((_, i) => new[] { $"sum(s.\"v{i}s\") as \"v{i}s\"", $"{Averaged(i, "s")} as \"v{i}s2\"", $"{Averaged(i, "n")} as \"v{i}n2\"" })
            .Prepend("sum(s.\"rows\") as \"rows\"").Prepend("count(distinct s.\"person\") as \"people\"").Concat(dimensions.Select(d => $"s.{d} as {d}")));
        var groups = dimensions.Count == 0 ? "" : $" group by {string.Join(", ", dimensions.Select(d => $"s.{d}"))}";
        var union = $"select {united} from {Shares} s join {Cells} c on c.\"cell\" = s.\"cell\" where c.\"enough\" = 1 and c.\"dom\" = 1 and c.\"div\" = 1{groups} having count(*) > 0";
        return Insert(rule, $"select {string.Join(", ", [.. values, .. Measures(rule, "\"people\"", united: true)])} from ({union}) u", withDimensions: true);
    }

    /// <summary>Publishes the residual into the rule's table if it passes.</summary>
    public string PublishResidual(RetentionRule rule, DateOnly period) => Insert(rule,
        $"select {string.Join(", ", [PeriodOf(period), dialect.True, .. Measures(rule, "\"people\"")])} from {Residual} where {RetentionGate.Passes}", withDimensions: false);

    // Not "not in", which PostgreSQL compares one by one once the cells outgrow its memory for hashing.
    public static string LeftOver => $"select s.* from {Shares} s where not exists (select 1 from {Cells} c where c.\"cell\" = s.\"cell\" and {RetentionGate.Passes})";

    public string Averages(int value) => gate.Averages(value);

    // Contributions were bounded in each cell; here all that did not pass is one, so whole shares are left out until the bound holds.
    private string Bounded(string shares)
    {
        var columns = string.Join(", ", rows.Columns);
        if (shape.Contributions is not { } most)
        {
            return $"select 0 as \"cell\", {columns} from ({shares}) e";
        }

        var order = string.Join(", ", shape.Sensitive.Select((_, j) => $"\"l{j}\"").Prepend("\"cell\"").Prepend("\"rows\" desc"));
        var running = $"select e.*, sum(\"rows\") over (partition by \"person\" order by {order} rows between unbounded preceding and current row) as \"upto\" from ({shares}) e";
        return string.Create(CultureInfo.InvariantCulture, $"select 0 as \"cell\", {columns} from ({running}) h where \"upto\" <= {most}");
    }

    private static string Insert(RetentionRule rule, string select, bool withDimensions)
    {
        IEnumerable<string> columns =
        [
            RetentionTarget.Period, RetentionTarget.Residual, .. withDimensions ? rule.Keep.Select(k => k.Column) : [],
            .. RetentionTarget.Published(rule).Select(m => m.Name), RetentionTarget.People,
        ];
        return $"insert into {SqlDialect.Table(rule.Into)} ({string.Join(", ", columns.Select(SqlDialect.Quote))}) {select}";
    }

    private IEnumerable<string> Measures(RetentionRule rule, string people, bool united = false) => RetentionTarget.Published(rule).Select(m => m.Kind switch
    {
        MeasureKind.Count => "\"rows\"",
        MeasureKind.People => people,
        MeasureKind.Sum => $"coalesce(\"v{shape.IndexOf(m)}s\", 0)",
        _ when united => dialect.Quotient($"\"v{shape.IndexOf(m)}s2\"", $"nullif(\"v{shape.IndexOf(m)}n2\", 0)"),
        _ => $"case when {gate.Averages(shape.IndexOf(m))} then {dialect.Quotient($"\"v{shape.IndexOf(m)}s\"", $"\"v{shape.IndexOf(m)}n\"")} end",
    }).Append(people);

    // Only cells in which the average could be published by itself take part in that of their union.
    private string Averaged(int value, string part) => shape.Averaged.Contains(value)
        ? $"sum(case when {gate.Averages(value).Replace("\"v", "c.\"v", StringComparison.Ordinal)} then s.\"v{value}{part}\" end)"
        : "null";

    private string PeriodOf(DateOnly period) => dialect.PeriodOf(period, RetentionPeriods.LevelOf(plan.Rule.Period));
}
