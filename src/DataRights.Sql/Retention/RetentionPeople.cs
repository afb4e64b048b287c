using System.Globalization;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>
/// Who a raw row counts as. A row with an account is that account; a device that appears anywhere in the table with exactly
/// one account is that account; one that appears with none is itself. A device of several accounts could be any of them, so it
/// adds nobody, like a row that names nobody: people are never over-counted. With more id columns, what is said of a device holds for
/// all the ids that belong together (<see cref="PersonLinks"/>).
/// </summary>
internal sealed class RetentionPeople(RetentionDialect dialect, RetentionPlan plan)
{
    private readonly IReadOnlyList<string> columns = plan.Rule.Person;

    /// <summary>Joins what was found about ids to a row <c>r</c>.</summary>
    public string Join => columns.Count switch
    {
        1 => "",
        2 => $" left join \"link\" on \"link\".\"device\" = {Identity("r", 1)} and {Identity("r", 0)} is null",
        _ => $" left join {PersonLinks.Table} \"link\" on \"link\".\"id\" = coalesce({string.Join(", ", columns.Skip(1).Select((_, i) => Key("r", i + 1)))}) and {Identity("r", 0)} is null",
    };

    /// <summary>The person of a row <c>r</c>; null is nobody.</summary>
    public string Person => columns.Count switch
    {
        1 => Identity("r", 0),
        2 => $"case when {Identity("r", 0)} is not null then 'a' || {Identity("r", 0)} when \"link\".\"first\" = \"link\".\"last\" then 'a' || \"link\".\"first\" when \"link\".\"first\" is null then 'd' || {Identity("r", 1)} end",
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
        var asked = $"select distinct x.{device} as \"device\" from {rows} where {Identity("x", 0)} is null and {Identity("x", 1)} is not null and {where}";
        var seen = IsIndexed
            ? $"select {dialect.IdentityText("k.\"device\"")} as \"device\", {Probe("")} as \"first\", {Probe(" desc")} as \"last\" from (select * from \"asked\") k"
            : Read(plan.RawTable);
        if (beside is not null)
        {
            seen = $"{seen} union all {Read(beside)}";
        }

        return $"with \"asked\" as ({asked}), \"link\" as (select \"device\", min(\"first\") as \"first\", max(\"last\") as \"last\" from ({seen}) seen group by \"device\") ";
    }

    /// <summary>The id in the column as text; null when it is empty.</summary>
    public string Identity(string alias, int index) => dialect.IdentityText($"{alias}.{SqlDialect.Quote(columns[index])}");

    /// <summary>The same, told apart from the ids of other columns.</summary>
    public string Key(string alias, int index) => string.Create(CultureInfo.InvariantCulture, $"'{index}:' || {Identity(alias, index)}");

    private bool IsIndexed => plan.Raw.Indexes.Concat(plan.Raw.UniqueKeys).Append(plan.Raw.PrimaryKey).Any(i => i.Count > 0 && i[0] == columns[1]);

    private string Read(string table) =>
        $"select {Identity("l", 1)} as \"device\", min({Identity("l", 0)}) as \"first\", max({Identity("l", 0)}) as \"last\" from {table} l where l.{SqlDialect.Quote(columns[1])} in (select \"device\" from \"asked\") and {Identity("l", 0)} is not null group by 1";

    private string Probe(string direction)
    {
        var account = $"l.{SqlDialect.Quote(columns[0])}";
        return $"(select {Identity("l", 0)} from {plan.RawTable} l where l.{SqlDialect.Quote(columns[1])} = k.\"device\" and {account} is not null and {Identity("l", 0)} is not null order by {account}{direction} limit 1)";
    }
}
