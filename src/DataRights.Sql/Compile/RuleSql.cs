using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Compile;

/// <summary>Which deletion rule a row falls under: the first whose condition is true.</summary>
internal static class RuleSql
{
    public static string Index(SqlDialect dialect, Collection collection, Func<string, string> column)
    {
        var cases = collection.Deletion
            .Select((rule, i) => (rule.When, i))
            .Where(r => r.When is not null)
            .Select(r => $"when {dialect.IsTrue(PredicateSql.Compile(dialect, r.When!, column))} then {r.i}")
            .ToList();
        var last = collection.Deletion.Count - 1;
        return cases.Count == 0 ? FormattableString.Invariant($"{last}") : $"case {string.Join(' ', cases)} else {last} end";
    }

    /// <summary>When a retained row's time is over, by rule; null for rows of other rules.</summary>
    public static string Until(SqlDialect dialect, Collection collection, Func<string, string> column, Func<string, ColumnSchema> schema)
    {
        var cases = collection.Deletion
            .Select((rule, i) => (rule, i))
            .Where(r => r.rule.Until is not null)
            .Select(r => $"when {r.i} then {dialect.Until(r.rule.Until!, column(r.rule.Until!.Column), schema(r.rule.Until!.Column))}")
            .ToList();
        return cases.Count == 0 ? "null" : $"case {Index(dialect, collection, column)} {string.Join(' ', cases)} end";
    }
}
