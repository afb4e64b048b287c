using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>
/// The shape of a rule's table of aggregates: the period that a row is of, whether it is the residual (its dimensions are null
/// then), the rule's dimensions and measures, and the number of people.
/// </summary>
internal static class RetentionTarget
{
    public const string Period = "period";
    public const string Residual = "residual";
    public const string People = "people";

    // Tables of the first version lack them; what such a table holds already is no residual.
    private static readonly string[] Added = [Period, Residual];

    /// <summary>The measures that have a column of their own: one that is called <c>people</c> and is that is there anyway.</summary>
    public static IEnumerable<Measure> Published(RetentionRule rule) => rule.Measures.Where(m => !(m.Kind == MeasureKind.People && m.Name == People));

    /// <exception cref="RetentionRuleException">A column cannot be coarsened or summed as the rule says, or two would have one name.</exception>
    public static IReadOnlyList<TargetColumn> Columns(RetentionPlan plan, RetentionRule rule, RetentionDialect dialect)
    {
        if (dialect.ProblemWithTime(plan.Time) is { } untimely)
        {
            throw ColumnType(rule, plan.Time, untimely);
        }

        List<TargetColumn> columns =
        [
            new(Period, dialect.TypeOf(plan.Time, Generalization.Day), dialect.KindOf(plan.Time, Generalization.Day), false),
            new(Residual, RetentionDialect.FlagType, ValueKind.Boolean, false),
            .. rule.Keep.Select(k => Dimension(plan, rule, dialect, k)),
            .. Published(rule).Select(m => Measured(plan, rule, dialect, m)),
            new(People, dialect.CountType, ValueKind.Integer, false),
        ];
        if (columns.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new RetentionRuleException(rule.Name, "target-columns", $"'{rule.Into}' would have two columns '{twice.Key}'; rename the measure ('{Period}', '{Residual}' and '{People}' are taken).");
        }

        return columns;
    }

    public static string Create(RetentionRule rule, IReadOnlyList<TargetColumn> columns) =>
        $"create table {SqlDialect.Table(rule.Into)} ({string.Join(", ", columns.Select(c => $"{SqlDialect.Quote(c.Name)} {c.Type}{(c.MayBeNull ? "" : " not null")}"))})";

    /// <summary>The statements that bring a table of an earlier version up to date; empty when it is.</summary>
    /// <exception cref="RetentionRuleException">The table that is there cannot take the rule's cells.</exception>
    public static IReadOnlyList<string> Upgrade(RetentionRule rule, RetentionDialect dialect, IReadOnlyList<TargetColumn> columns, TableSchema existing)
    {
        var missing = columns.Where(c => existing.Column(c.Name) is null).ToList();
        if (missing.Find(c => !Added.Contains(c.Name)) is { } lacking)
        {
            throw Shape(rule, $"lacks a column '{lacking.Name}'");
        }

        foreach (var column in columns.Except(missing))
        {
            var found = existing.Column(column.Name)!;
            if (!dialect.Holds(found, column.Type, column.Kind))
            {
                throw Shape(rule, $"has column '{column.Name}' as '{found.NativeType}' where '{column.Type}' is needed");
            }

            if (column.MayBeNull && !found.Nullable)
            {
                throw Shape(rule, $"does not allow null in column '{column.Name}', though it is null in the residual, the row of what is in no other cell (in PostgreSQL: alter table {SqlDialect.Table(rule.Into)} alter column {SqlDialect.Quote(column.Name)} drop not null)");
            }
        }

        if (existing.Columns.FirstOrDefault(f => !f.Nullable && columns.All(c => c.Name != f.Name)) is { } extra)
        {
            throw Shape(rule, $"demands a value in column '{extra.Name}', which the rule does not fill");
        }

        return [.. missing.Select(c => $"alter table {SqlDialect.Table(rule.Into)} add column {SqlDialect.Quote(c.Name)} {c.Type}")];
    }

    // Whatever the raw column forbids, a residual has no value of it.
    private static TargetColumn Dimension(RetentionPlan plan, RetentionRule rule, RetentionDialect dialect, KeptColumn kept)
    {
        var column = plan.Column(kept.Column);
        return dialect.ProblemWithLevel(column, kept.Level) is { } problem
            ? throw ColumnType(rule, column, problem)
            : new TargetColumn(kept.Column, dialect.TypeOf(column, kept.Level), dialect.KindOf(column, kept.Level), MayBeNull: true);
    }

    private static TargetColumn Measured(RetentionPlan plan, RetentionRule rule, RetentionDialect dialect, Measure measure)
    {
        if (measure.Column is not { } name)
        {
            return new TargetColumn(measure.Name, dialect.CountType, ValueKind.Integer, false);
        }

        var column = plan.Column(name);
        var sum = dialect.SumType(column) ?? throw ColumnType(rule, column, "holds no numbers to add up");
        if (column.Kind == ValueKind.Integer && plan.Shape.Clamp(name) is { } clamp && (clamp.Lowest % 1 != 0 || clamp.Highest % 1 != 0))
        {
            throw ColumnType(rule, column, "holds whole numbers, which are clamped to fractions");
        }

        var type = measure.Kind == MeasureKind.Average ? dialect.AverageType(column) : sum;
        return new TargetColumn(measure.Name, type, type is "bigint" or "integer" ? ValueKind.Integer : type == "numeric" ? ValueKind.Number : ValueKind.Double, MayBeNull: measure.Kind == MeasureKind.Average);
    }

    private static RetentionRuleException ColumnType(RetentionRule rule, ColumnSchema column, string problem) =>
        new(rule.Name, "column-type", $"column '{column.Name}' of '{rule.From}' is '{column.NativeType}': it {problem}.");

    private static RetentionRuleException Shape(RetentionRule rule, string problem) =>
        new(rule.Name, "target-shape", $"table '{rule.Into}' {problem}; change the table, or name in 'into' one that does not exist yet.");
}
