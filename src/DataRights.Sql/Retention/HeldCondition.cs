using System.Text.Json;
using DataRights.Mapping;
using DataRights.Retention.Holding;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>
/// That a raw row is kept by a legal hold. A row is a person's when its owners lead to the person's root by the map; or, where the map does
/// not say, when its account is the root's key; or when it names no account and its device was seen with one of the person's.
/// </summary>
internal sealed class HeldCondition(SqlDialect dialect, RetentionDialect retention, RetentionPlan plan, RawHolds holds)
{
    private static readonly ColumnSchema TextColumn = new("", "text", ValueKind.Text, true);

    private readonly RawOwners owners = new(plan, holds.Map!);
    private readonly List<IGrouping<(string Root, Mapping.Expressions.Predicate? When), HeldPerson>> groups = [.. holds.People.GroupBy(p => (p.Root.Collection, p.When))];
    private int aliases;

    /// <summary>A statement whose first parameters are the people, as the condition names them.</summary>
    public SqlStatement Statement()
    {
        var statement = new SqlStatement();
        foreach (var group in groups)
        {
            statement.Parameter(JsonSerializer.Serialize(group.Select(p => p.Root.Key.Values)));
        }

        return statement;
    }

    /// <summary>The condition, never null; to be used in a <see cref="Statement"/>.</summary>
    public string Of(string alias)
    {
        List<string> ways =
        [
            .. holds.Everybody.Select(when => when is null ? "1 = 1" : Compiled(when, alias)),
            .. groups.Select((g, i) => (Way: Person(owners.Root(g.Key.Root), Parameter(i), alias), g.Key.When))
                .Select(p => p.When is null ? p.Way : $"({p.Way} and {Compiled(p.When, alias)})"),
        ];
        return ways.Count == 0 ? "(1 = 0)" : $"({string.Join(" or ", ways)})";
    }

    private static string Parameter(int group) => FormattableString.Invariant($"@p{group}");

    private string Compiled(Mapping.Expressions.Predicate when, string alias) => dialect.IsTrue(PredicateSql.Compile(dialect, when, c => Col(alias, c)));

    private string Person(Collection root, string keys, string alias)
    {
        var rule = plan.Rule;
        List<string> ways = [.. owners.Raw.SelectMany(c => Up(c, alias, root, keys, _ => true, [c.Name])), .. Account(root, keys, alias)];
        for (var i = 1; i < rule.Person.Count; i++)
        {
            var seen = Next();
            List<string> accounts = [.. owners.Raw.SelectMany(c => Up(c, seen, root, keys, e => e.Reference!.Columns.Contains(rule.Person[0]), [c.Name])), .. Account(root, keys, seen)];
            if (accounts.Count > 0)
            {
                ways.Add($"({Identity(alias, 0)} is null and {Identity(alias, i)} is not null and exists (select 1 from {plan.RawTable} {seen} where {Col(seen, rule.Person[i])} = {Col(alias, rule.Person[i])} and ({string.Join(" or ", accounts)})))");
            }
        }

        return ways.Count == 0 ? "(1 = 0)" : dialect.IsTrue($"({string.Join(" or ", ways)})");
    }

    private IEnumerable<string> Account(Collection root, string keys, string alias) => owners.AccountIsKeyOf(root)
        ? [$"{Identity(alias, 0)} in ({dialect.KeyRows(keys, [TextColumn])})"]
        : [];

    /// <summary>The ways by which the row's owners lead up to the root.</summary>
    private IEnumerable<string> Up(Collection child, string alias, Collection root, string keys, Func<OwningEdge, bool> which, HashSet<string> path)
    {
        foreach (var edge in owners.Schema.Graph.Into(child).Where(e => owners.Schema.IsLive(e) && which(e) && !path.Contains(e.Parent.Name)))
        {
            var p = Next();
            List<string> further = edge.Parent.Name == root.Name ? [IsRoot(root, keys, p)] : [.. Up(edge.Parent, p, root, keys, _ => true, [.. path, edge.Parent.Name])];
            if (further.Count > 0)
            {
                var sql = new EdgeSql(dialect, owners.Schema, edge);
                yield return $"exists (select 1 from {SqlDialect.Table(edge.Parent.From)} {p} where {sql.LeadsTo(alias, c => Col(p, c))}{sql.ChildWhere(alias)}{sql.ParentWhere(p)} and ({string.Join(" or ", further)}))";
            }
        }
    }

    private string IsRoot(Collection root, string keys, string alias)
    {
        var columns = root.Root!.Key;
        var types = columns.Select(c => owners.Schema.IsFolded(root, c) ? TextColumn : owners.Schema.Column(root, c)).ToList();
        return $"{FootprintQuery.Tuple(columns, c => owners.Schema.IsFolded(root, c) ? $"lower({Col(alias, c)})" : Col(alias, c))} in ({dialect.KeyRows(keys, types)})";
    }

    private string Next() => FormattableString.Invariant($"dr_h{aliases++}");

    private string Identity(string alias, int index) => retention.IdentityText(Col(alias, plan.Rule.Person[index]));

    private static string Col(string alias, string column) => $"{alias}.{SqlDialect.Quote(column)}";
}
