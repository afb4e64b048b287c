using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>A collection's located rows in a temporary table: what they are found and referred to by, rule, end of retention, and whether they may go.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Name">The table's name.</param>
/// <param name="Columns">What it carries of each row, the key first.</param>
/// <param name="Counts">How many rows there are of each kind.</param>
internal sealed record WorkTable(Collection Collection, string Name, IReadOnlyList<ColumnSchema> Columns, IReadOnlyList<LocatedRows> Counts)
{
    /// <summary>The place in which the row is treated, from 1.</summary>
    public const string Place = "dr_n";
    public const string Rule = "dr_rule";
    public const string Until = "dr_until";

    /// <summary><see cref="KeptBecause"/> as a number.</summary>
    public const string Kept = "dr_kept";

    /// <summary>The system's own columns, in order.</summary>
    public static IReadOnlyList<ColumnSchema> OwnColumns { get; } =
    [
        new(Place, "bigint", ValueKind.Integer, false),
        new(Rule, "integer", ValueKind.Integer, false),
        new(Until, "text", ValueKind.Text, true),
        new(Kept, "integer", ValueKind.Integer, false),
    ];

    /// <summary>Whether rows have no place in which they could be treated one after another.</summary>
    public bool Unplaced { get; init; }

    public long Rows => Counts.Sum(c => c.Rows);

    /// <summary>How many rows are the person's alone under that rule.</summary>
    public long RowsOf(int rule) => Counts.Where(c => c.Rule == rule && c.Kept == KeptBecause.Nothing).Sum(c => c.Rows);

    /// <summary>How many rows go.</summary>
    public long Going => Counts.Where(c => c.Kept == KeptBecause.Nothing && Collection.Deletion[c.Rule].Treatment == Treatment.Delete).Sum(c => c.Rows);

    /// <summary>How many rows others have a part in.</summary>
    public long RowsShared => RowsKept(KeptBecause.Shared) + RowsKept(KeptBecause.SharedAndHeld);

    public long RowsKept(KeptBecause why) => Counts.Where(c => c.Kept == why).Sum(c => c.Rows);

    /// <summary>The condition that two aliases are the same row, by the collection's key.</summary>
    public static string IsSame(Collection collection, string left, string right) =>
        string.Join(" and ", collection.Key.Select(k => $"{left}.{SqlDialect.Quote(k)} = {right}.{SqlDialect.Quote(k)}"));

    /// <summary>The condition, on an alias of this table, that the row goes.</summary>
    public string Goes(string alias) => $"{alias}.{Kept} = 0 and {alias}.{Rule} in ({RulesOf(Treatment.Delete)})";

    /// <summary>The condition that the row went: one that is there all the same has changed hands, or is yet to be treated.</summary>
    public string IsGone(string alias) =>
        $"{Goes(alias)} and not exists (select 1 from {SqlDialect.Table(Collection.From)} dr_l where {IsSame(Collection, "dr_l", alias)})";

    /// <summary>The condition that the row is the person's, held or not.</summary>
    public static string IsMine(string alias) => $"not ({IsShared(alias)})";

    /// <summary>The condition that somebody else has a part in the row.</summary>
    public static string IsShared(string alias) => FormattableString.Invariant($"{alias}.{Kept} in ({(int)KeptBecause.Shared}, {(int)KeptBecause.SharedAndHeld})");

    /// <summary>The condition that the row stays under that rule.</summary>
    public static string Under(string alias, int rule) => FormattableString.Invariant($"{alias}.{Kept} = 0 and {alias}.{Rule} = {rule}");

    public static string IsKept(string alias, KeptBecause why) => FormattableString.Invariant($"{alias}.{Kept} = {(int)why}");

    /// <summary>The indexes of rules with that treatment, as SQL; <c>-1</c> when there is none.</summary>
    public string RulesOf(Treatment treatment)
    {
        var rules = Collection.Deletion.Select((r, i) => (r, i)).Where(x => x.r.Treatment == treatment).Select(x => FormattableString.Invariant($"{x.i}")).ToList();
        return rules.Count == 0 ? "-1" : string.Join(", ", rules);
    }
}
