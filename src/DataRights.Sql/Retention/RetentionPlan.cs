using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>A group of rules checked against the live schema: every table and column they name is there, and they can be gated jointly.</summary>
internal sealed record RetentionPlan(RetentionGroup Group, TableSchema Raw, ColumnSchema Time, PeriodCalendar Calendar, bool HasRowId)
{
    /// <summary>The first rule: it says what all have in common.</summary>
    public RetentionRule Rule => Group.First;

    /// <summary>What else the database has.</summary>
    public required SourceSchema Schema { get; init; }

    /// <summary>Reads times without a zone.</summary>
    public WallClock Walls { get; } = WallClock.Of(Group.First);

    public RetentionShape Shape { get; } = new(Group);

    public string RawTable => SqlDialect.Table(Rule.From);

    public ColumnSchema Column(string name) => Raw.Column(name)!;

    /// <exception cref="RetentionRuleException">A rule does not fit the schema, or would not be safe.</exception>
    public static RetentionPlan Of(RetentionGroup group, SourceSchema schema, bool hasRowId)
    {
        var raw = schema.Table(group.From) ?? throw new RetentionRuleException(group.First.Name, "unknown-table", $"there is no table '{group.From}'; name the table of raw rows in 'from'.");
        foreach (var rule in group.Rules)
        {
            Check(rule, raw);
        }

        if (RetentionSharing.Problem(group) is { } shared)
        {
            throw new RetentionRuleException(shared.Rule.Name, "shared-table", $"{shared.Problem} {shared.Fix}");
        }

        return new RetentionPlan(group, raw, raw.Column(group.Time)!, PeriodCalendar.Of(group.First), hasRowId) { Schema = schema };
    }

    private static void Check(RetentionRule rule, TableSchema raw)
    {
        foreach (var name in rule.Columns.Where(n => raw.Column(n) is null))
        {
            throw new RetentionRuleException(rule.Name, "unknown-column", $"table '{rule.From}' has no column '{name}'; correct the name in the rule.");
        }

        if (rule.Zoneless is null && rule.Timed.FirstOrDefault(c => raw.Column(c)!.Kind == ValueKind.LocalTimestamp) is { } local)
        {
            throw new RetentionRuleException(rule.Name, "zone-unsaid", $"'{local}' of '{rule.From}' holds times without a zone, and the rule does not say by which they were written; add \"zoneless\": \"UTC\", or the IANA zone of the clock that wrote them.");
        }

        if (rule.MinimumPeople < 2)
        {
            throw new RetentionRuleException(rule.Name, "minimum-people", "'minimumPeople' below 2 would publish single people; set at least 2.");
        }

        if (rule.Person.Count == 0 || rule.Person.Distinct(StringComparer.Ordinal).Count() < rule.Person.Count)
        {
            throw new RetentionRuleException(rule.Name, "person-columns", "'person' must name an account column, and after it any others that hold ids of people, each once.");
        }

        if (SourceSchema.Normalize(rule.Into) == raw.Name || SourceSchema.Normalize(rule.Into) == Watermark.TableName)
        {
            throw new RetentionRuleException(rule.Name, "target-shape", $"'into' names '{rule.Into}', which is not a table of its own; name another.");
        }

        if (rule.Keep.FirstOrDefault(k => k.Level == Generalization.AsIs && raw.UniqueKeys.Append(raw.PrimaryKey).Any(u => u is [var only] && only == k.Column)) is { } unique)
        {
            throw new RetentionRuleException(rule.Name, "publishes-nothing", $"'{unique.Column}' is different in every row, so no two people would ever share a cell; drop it from 'keep', or coarsen it.");
        }
    }
}
