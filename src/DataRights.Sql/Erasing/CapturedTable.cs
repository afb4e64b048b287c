using DataRights.Mapping;

namespace DataRights.Sql.Erasing;

/// <summary>A collection's located rows in a temporary table: keys, carried columns, rule and end of retention.</summary>
internal sealed record CapturedTable(Collection Collection, string Name, IReadOnlyList<long> RowsByRule)
{
    public const string Rule = "dr_rule";
    public const string Until = "dr_until";

    public long Rows => RowsByRule.Sum();

    /// <summary>How many rows fall under rules with that treatment.</summary>
    public long RowsOf(Treatment treatment) => RowsByRule.Where((_, i) => Collection.Deletion[i].Treatment == treatment).Sum();

    /// <summary>The indexes of rules with that treatment, as SQL; <c>-1</c> when there is none.</summary>
    public string RulesOf(Treatment treatment)
    {
        var rules = Collection.Deletion.Select((r, i) => (r, i)).Where(x => x.r.Treatment == treatment).Select(x => FormattableString.Invariant($"{x.i}")).ToList();
        return rules.Count == 0 ? "-1" : string.Join(", ", rules);
    }
}
