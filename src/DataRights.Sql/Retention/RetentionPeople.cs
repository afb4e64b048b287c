using System.Globalization;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>
/// Who a raw row counts as. A row with an account is that account; a device that appears anywhere in the table with exactly
/// one account is that account; one that appears with none is itself. A device of several accounts could be any of them, so it
/// adds nobody, like a row that names nobody: people are never over-counted. With more id columns, what is said of a device holds for
/// all the ids that belong together (<see cref="PersonLinks"/>).
/// </summary>
/// <param name="dialect">The database's.</param>
/// <param name="plan">The rules.</param>
/// <param name="areLinked">The run has read whose devices are (<see cref="SessionLinks"/>), so that they are not looked up.</param>
internal sealed class RetentionPeople(RetentionDialect dialect, RetentionPlan plan, bool areLinked = false)
{
    private readonly IReadOnlyList<string> columns = plan.Rule.Person;

    /// <summary>Joins what was found about ids to a row <c>r</c>.</summary>
    public string Join => columns.Count switch
    {
        1 => "",
        2 => $" left join \"link\" on \"link\".\"device\" = r.{SqlDialect.Quote(columns[1])} and {IsNobody("r", 0)}",
        _ => $" left join {PersonLinks.Table} \"link\" on \"link\".\"id\" = coalesce({string.Join(", ", columns.Skip(1).Select((_, i) => Key("r", i + 1)))}) and {Identity("r", 0)} is null",
    };

    /// <summary>The person of a row <c>r</c>; null is nobody.</summary>
    public string Person => columns.Count switch
    {
        1 => Identity("r", 0),
        2 => $"case when not {IsNobody("r", 0)} then 'a' || {Identity("r", 0)} when \"link\".\"first\" = \"link\".\"last\" then 'a' || \"link\".\"first\" when \"link\".\"first\" is null then 'd' || {Identity("r", 1)} end",
        _ => $"case when {Identity("r", 0)} is not null then 'a' || {Identity("r", 0)} when \"link\".\"open\" = 1 then null when \"link\".\"first\" = \"link\".\"last\" then 'a' || \"link\".\"first\" when \"link\".\"first\" is null then 'd' || \"link\".\"label\" end",
    };

    /// <summary>
    /// The accounts of the devices that rows <c>x</c> show without one, smallest and largest: each a look-up in an index that
    /// begins with the device, where there is one (two steps of it if the account comes next); otherwise one reading of the table.
    /// </summary>
    /// <param name="rows">The rows that are counted, as <c>x</c>.</param>
    /// <param name="where">Which of them.</param>
    /// <param name="beside">Rows that are evidence although they left the table already.</param>
    public string Links(string rows, string where, string? beside)
    {
        if (columns.Count != 2)
        {
            return "";
        }

        var device = SqlDialect.Quote(columns[1]);
        var asked = $"select distinct x.{device} as \"device\" from {rows} where {IsNobody("x", 0)} and not {IsNobody("x", 1)} and {where}";
        if (areLinked && beside is null)
        {
            return $"with \"asked\" as ({asked}), \"link\" as (select d.* from {SessionLinks.Table} d where d.\"device\" in (select \"device\" from \"asked\")) ";
        }

        var seen = IsIndexed ? $"select k.\"device\", {Probe("")} as \"first\", {Probe(" desc")} as \"last\" from \"asked\" k" : Read(plan.RawTable);
        if (beside is not null)
        {
            seen = $"{seen} union all {Read(beside)}";
        }

        return $"with \"asked\" as ({asked}), \"link\" as (select \"device\", min(\"first\") as \"first\", max(\"last\") as \"last\" from ({seen}) seen group by \"device\") ";
    }

    /// <summary>The id in the column as text; null when it is empty.</summary>
    public string Identity(string alias, int index) => dialect.IdentityText($"{alias}.{SqlDialect.Quote(columns[index])}");

    /// <summary>Whether the id in the column says nobody's name.</summary>
    public string IsNobody(string alias, int index) => dialect.MayBeEmpty(plan.Column(columns[index])) ? $"({Identity(alias, index)} is null)" : $"({alias}.{SqlDialect.Quote(columns[index])} is null)";

    /// <summary>The id, told apart from the ids of other columns.</summary>
    public string Key(string alias, int index) => string.Create(CultureInfo.InvariantCulture, $"'{index}:' || {Identity(alias, index)}");

    private bool IsIndexed => plan.Raw.Indexes.Concat(plan.Raw.UniqueKeys).Append(plan.Raw.PrimaryKey).Any(i => i.Count > 0 && i[0] == columns[1]);

    private string Read(string table) =>
        $"select l.{SqlDialect.Quote(columns[1])} as \"device\", min({Identity("l", 0)}) as \"first\", max({Identity("l", 0)}) as \"last\" from {table} l where l.{SqlDialect.Quote(columns[1])} in (select \"device\" from \"asked\") and {Identity("l", 0)} is not null group by 1";

    private string Probe(string direction)
    {
        var account = $"l.{SqlDialect.Quote(columns[0])}";
        return $"(select {Identity("l", 0)} from {plan.RawTable} l where l.{SqlDialect.Quote(columns[1])} = k.\"device\" and {account} is not null and {Identity("l", 0)} is not null order by {account}{direction} limit 1)";
    }
}
