using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>The shape of a rule's table of aggregates: its dimensions, its measures, and <c>people</c>.</summary>
internal static class RetentionTarget
{
    public const string People = "people";

    /// <exception cref="RetentionRuleException">A column cannot be coarsened or summed as the rule says, or two would have one name.</exception>
    public static IReadOnlyList<TargetColumn> Columns(RetentionPlan plan, RetentionDialect dialect)
    {
        var rule = plan.Rule;
        if (dialect.ProblemWithTime(plan.Time) is { } untimely)
        {
            throw ColumnType(rule, plan.Time, untimely);
        }

        List<TargetColumn> columns =
        [
            .. rule.Keep.Select(k => Dimension(plan, dialect, k)),
            .. rule.Measures.Select(m => Measured(plan, dialect, m)),
            new(People, dialect.CountType, ValueKind.Integer, false),
        ];
        if (columns.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new RetentionRuleException(rule.Name, "target-columns", $"'{rule.Into}' would have two columns '{twice.Key}'; rename the measure ('{People}' is taken).");
        }

        return columns;
    }

    public static string Create(RetentionPlan plan, IReadOnlyList<TargetColumn> columns) =>
        $"create table {SqlDialect.Table(plan.Rule.Into)} ({string.Join(", ", columns.Select(c => $"{SqlDialect.Quote(c.Name)} {c.Type}{(c.MayBeNull ? "" : " not null")}"))})";

    /// <exception cref="RetentionRuleException">The table that is there cannot take the rule's cells.</exception>
    public static void Check(RetentionPlan plan, RetentionDialect dialect, IReadOnlyList<TargetColumn> columns, TableSchema existing)
    {
        foreach (var column in columns)
        {
            var found = existing.Column(column.Name) ?? throw Shape(plan, $"lacks a column '{column.Name}'");
            if (!dialect.Holds(found, column.Type, column.Kind))
            {
                throw Shape(plan, $"has column '{column.Name}' as '{found.NativeType}' where '{column.Type}' is needed");
            }

            if (column.MayBeNull && !found.Nullable)
            {
                throw Shape(plan, $"does not allow null in column '{column.Name}', though its values may be null");
            }
        }

        if (existing.Columns.FirstOrDefault(f => !f.Nullable && columns.All(c => c.Name != f.Name)) is { } extra)
        {
            throw Shape(plan, $"demands a value in column '{extra.Name}', which the rule does not fill");
        }
    }

    private static TargetColumn Dimension(RetentionPlan plan, RetentionDialect dialect, KeptColumn kept)
    {
        var column = plan.Column(kept.Column);
        return dialect.ProblemWithLevel(column, kept.Level) is { } problem
            ? throw ColumnType(plan.Rule, column, problem)
            : new TargetColumn(kept.Column, dialect.TypeOf(column, kept.Level), dialect.KindOf(column, kept.Level), MayBeNull: column.Nullable || kept.Level != Generalization.AsIs);
    }

    private static TargetColumn Measured(RetentionPlan plan, RetentionDialect dialect, Measure measure)
    {
        if (measure.Kind == MeasureKind.Count)
        {
            return new TargetColumn(measure.Name, dialect.CountType, ValueKind.Integer, false);
        }

        var column = plan.Column(measure.Column!);
        var type = dialect.SumType(column) ?? throw ColumnType(plan.Rule, column, "holds no numbers to sum");
        return new TargetColumn(measure.Name, type, type is "bigint" or "integer" ? ValueKind.Integer : type == "numeric" ? ValueKind.Number : ValueKind.Double, false);
    }

    private static RetentionRuleException ColumnType(RetentionRule rule, ColumnSchema column, string problem) =>
        new(rule.Name, "column-type", $"column '{column.Name}' of '{rule.From}' is '{column.NativeType}': it {problem}.");

    private static RetentionRuleException Shape(RetentionPlan plan, string problem) =>
        new(plan.Rule.Name, "target-shape", $"table '{plan.Rule.Into}' {problem}; change the table, or name in 'into' one that does not exist yet.");
}
