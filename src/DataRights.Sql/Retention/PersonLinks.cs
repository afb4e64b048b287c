using System.Data.Common;
using System.Globalization;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>
/// Whose the ids of rows without account are, where a rule names several id columns: ids that stood together in any row of the
/// table belong together, step by step, and so do the accounts seen with them. Ids that were not followed to the end are open, and count as
/// nobody. Works in temporary tables, and leaves <see cref="Table"/>.
/// </summary>
internal sealed class PersonLinks(RetentionDialect dialect, RetentionPlan plan, DbConnection connection, DbTransaction transaction)
{
    /// <summary>An id, the smallest one of those it belongs together with, their smallest and largest account, and whether they are open.</summary>
    public const string Table = "\"data_rights_links\"";

    private const string Ids = "\"data_rights_ids\"";
    private const string Seen = "\"data_rights_seen\"";
    private const string Edges = "\"data_rights_edges\"";
    private const string Labels = "\"data_rights_labels\"";

    private const int MostSteps = 20;

    private static readonly string[] Tables = [Table, Labels, Edges, Seen, Ids];

    private readonly RetentionPeople people = new(dialect, plan);

    private IEnumerable<int> Columns => Enumerable.Range(1, plan.Rule.Person.Count - 1);

    /// <param name="rows">The rows that are counted, as <c>x</c>.</param>
    /// <param name="where">Which of them.</param>
    /// <param name="beside">Rows that are evidence although they left the table already.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task BuildAsync(string rows, string where, string? beside, CancellationToken cancellationToken)
    {
        if (plan.Rule.Person.Count < 3)
        {
            return;
        }

        await DropAsync(cancellationToken);
        await RunAsync(dialect.CreateTemporary(Ids, Union(" union ", j => $"select {people.Key("x", j)} as \"id\", {Raw("x", j)} as \"raw\", {j} as \"col\", 0 as \"step\" from {rows} where {people.Identity("x", 0)} is null and {people.Identity("x", j)} is not null and {where}")), cancellationToken);
        await RunAsync(dialect.CreateTemporary(Seen, $"select {Tuple("l")} from {plan.RawTable} l where 1 = 0"), cancellationToken);
        var isOpen = await FollowAsync(beside, cancellationToken);
        await RunAsync(dialect.CreateTemporary(Edges, Pairs()), cancellationToken);
        await RunAsync(dialect.CreateTemporary(Labels, $"select \"id\", \"id\" as \"label\", max(case when \"step\" = {(isOpen ? MostSteps : -1)} then 1 else 0 end) as \"open\" from {Ids} group by \"id\""), cancellationToken);
        var isJoined = await JoinAsync(cancellationToken);
        var accounts = Union(" union ", j => $"select \"i{j}\" as \"id\", \"account\" from {Seen} where \"i{j}\" is not null and \"account\" is not null");
        var groups = $"select l.\"label\", min(a.\"account\") as \"first\", max(a.\"account\") as \"last\", {(isJoined ? "max(l.\"open\")" : "1")} as \"open\" from {Labels} l left join ({accounts}) a on a.\"id\" = l.\"id\" group by l.\"label\"";
        await RunAsync(dialect.CreateTemporary(Table, $"select l.\"id\", l.\"label\", g.\"first\", g.\"last\", g.\"open\" from {Labels} l join ({groups}) g on g.\"label\" = l.\"label\""), cancellationToken);
    }

    public Task DropAsync(CancellationToken cancellationToken) => plan.Rule.Person.Count < 3
        ? Task.CompletedTask
        : RunAsync(string.Join("; ", Tables.Select(dialect.DropTemporary)), cancellationToken);

    /// <summary>Reads the rows of the ids that were found last, until they show no new one; true when it stopped before.</summary>
    private async Task<bool> FollowAsync(string? beside, CancellationToken cancellationToken)
    {
        for (var step = 1; step <= MostSteps; step++)
        {
            foreach (var j in Columns)
            {
                foreach (var table in new[] { plan.RawTable, beside }.OfType<string>())
                {
                    var known = string.Create(CultureInfo.InvariantCulture, $"select {dialect.Native(plan.Column(plan.Rule.Person[j]), "\"raw\"")} from {Ids} where \"col\" = {j} and \"step\" = {step - 1}");
                    await RunAsync($"insert into {Seen} select distinct {Tuple("l")} from {table} l where l.{SqlDialect.Quote(plan.Rule.Person[j])} in ({known})", cancellationToken);
                }
            }

            var found = Union(" union ", j => string.Create(CultureInfo.InvariantCulture, $"select \"i{j}\" as \"id\", \"r{j}\" as \"raw\", {j} as \"col\", {step} as \"step\" from {Seen} where \"i{j}\" is not null"));
            if (await RunAsync($"insert into {Ids} select * from ({found}) f where not exists (select 1 from {Ids} k where k.\"id\" = f.\"id\")", cancellationToken) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Hands the smallest label on from id to id until nothing changes; false when it stopped before.</summary>
    private async Task<bool> JoinAsync(CancellationToken cancellationToken)
    {
        var smallest = $"(select min(n.\"label\") from {Edges} e join {Labels} n on n.\"id\" = e.\"b\" where e.\"a\" = {Labels}.\"id\")";
        for (var round = 0; round < 3 * MostSteps; round++)
        {
            if (await RunAsync($"update {Labels} set \"label\" = {smallest} where {smallest} < \"label\"", cancellationToken) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private string Tuple(string alias) => string.Join(", ", Columns.SelectMany(j => new[] { $"{people.Key(alias, j)} as \"i{j}\"", $"{Raw(alias, j)} as \"r{j}\"" }).Prepend($"{people.Identity(alias, 0)} as \"account\""));

    private string Pairs()
    {
        var pairs = from a in Columns from b in Columns where a != b select $"select \"i{a}\" as \"a\", \"i{b}\" as \"b\" from {Seen} where \"i{a}\" is not null and \"i{b}\" is not null";
        return string.Join(" union ", pairs);
    }

    private string Raw(string alias, int index) => dialect.Portable($"{alias}.{SqlDialect.Quote(plan.Rule.Person[index])}");

    private string Union(string between, Func<int, string> select) => string.Join(between, Columns.Select(select));

    private Task<int> RunAsync(string sql, CancellationToken cancellationToken) => RetentionCommands.ExecuteAsync(connection, transaction, sql, cancellationToken);
}
