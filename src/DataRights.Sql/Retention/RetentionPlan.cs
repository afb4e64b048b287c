using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>A group of rules checked against the live schema: every table and column they name is there.</summary>
internal sealed record RetentionPlan(RetentionGroup Group, TableSchema Raw, ColumnSchema Time, PeriodCalendar Calendar, bool HasRowId)
{
    /// <summary>The first rule: it says what all have in common.</summary>
    public RetentionRule Rule => Group.First;

    public string RawTable => SqlDialect.Table(Rule.From);

    public ColumnSchema Column(string name) => Raw.Column(name)!;

    /// <exception cref="RetentionRuleException">The rule does not fit the schema, or would not be safe.</exception>
    public static RetentionPlan Of(RetentionGroup group, SourceSchema schema, bool hasRowId)
    {
        var rule = group.First;
        if (group.Rules.Count > 1)
        {
            throw new RetentionRuleException(rule.Name, "shared-table", $"rule '{group.Rules[1].Name}' uses the same table in 'from'; give each rule its own, or make one rule of the two.");
        }

        var raw = schema.Table(rule.From) ?? throw new RetentionRuleException(rule.Name, "unknown-table", $"there is no table '{rule.From}'; name the table of raw rows in 'from'.");
        foreach (var name in Named(rule).Where(n => raw.Column(n) is null))
        {
            throw new RetentionRuleException(rule.Name, "unknown-column", $"table '{rule.From}' has no column '{name}'; correct the name in the rule.");
        }

        if (rule.MinimumPeople < 2)
        {
            throw new RetentionRuleException(rule.Name, "minimum-people", "'minimumPeople' below 2 would publish single people; set at least 2.");
        }

        if (rule.Person.Count is 0 or > 2)
        {
            throw new RetentionRuleException(rule.Name, "person-columns", "'person' must name one column, or an account column and then a device column; with more, people cannot be counted safely yet.");
        }

        if (SourceSchema.Normalize(rule.Into) == raw.Name || SourceSchema.Normalize(rule.Into) == Watermark.TableName)
        {
            throw new RetentionRuleException(rule.Name, "target-shape", $"'into' names '{rule.Into}', which is not a table of its own; name another.");
        }

        return new RetentionPlan(group, raw, raw.Column(rule.Time)!, PeriodCalendar.Of(rule), hasRowId);
    }

    private static IEnumerable<string> Named(RetentionRule rule) =>
        [rule.Time, .. rule.Person, .. rule.Keep.Select(k => k.Column), .. rule.Measures.Select(m => m.Column).OfType<string>()];
}
