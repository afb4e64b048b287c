using DataRights.Mapping;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Compile;

/// <summary>
/// The condition that a subject's row is nobody else's too, as far as this database can tell: that no reference which owns leads from it to a row
/// outside of the footprint, or to one of which that is true. For reading; an erasure marks the same in its temporary tables.
/// </summary>
internal sealed class AloneRows(SqlDialect dialect, MappedSchema schema, FootprintQuery query)
{
    private readonly Dictionary<string, string> shared = [];

    /// <summary>Of a row under the alias that is the subject's.</summary>
    public string Condition(Collection collection, string alias)
    {
        var group = query.GroupOf(collection);
        if (!schema.Graph.IsCyclic(group))
        {
            return ByOwners(collection, alias, []);
        }

        if (!shared.TryGetValue(collection.Name, out var rows))
        {
            var cycle = new CycleQuery(dialect, schema, group, FormattableString.Invariant($"shared_{shared.Count}"));
            query.Define(cycle.Define([.. group.Select(c => cycle.Row(c, $"{query.Located(c, "t")} and not ({ByOwners(c, "t", group)})"))]));
            foreach (var member in group)
            {
                shared[member.Name] = cycle.Member(member);
            }

            rows = shared[collection.Name];
        }

        return $"{FootprintQuery.Tuple(collection.Key, c => Col(alias, c))} not in (select {FootprintQuery.List(collection.Key, SqlDialect.Quote)} from ({rows}) r)";
    }

    /// <summary>With owners in the group not asked for their own: the group's recursion does that.</summary>
    private string ByOwners(Collection collection, string alias, IReadOnlyList<Collection> group)
    {
        var others = schema.Graph.Into(collection).Where(schema.IsLive).Select((edge, i) =>
        {
            var (sql, p) = (new EdgeSql(dialect, schema, edge), FormattableString.Invariant($"{alias}{i}"));
            var mine = query.Located(edge.Parent, p) + (group.Any(c => c.Name == edge.Parent.Name) ? "" : $" and {Condition(edge.Parent, p)}");
            return $"exists (select 1 from {SqlDialect.Table(edge.Parent.From)} {p} where {sql.LeadsTo(alias, c => Col(p, c))}{sql.ChildWhere(alias)}{sql.ParentWhere(p)} and not ({mine}))";
        }).ToList();
        return others.Count == 0 ? "1 = 1" : $"not ({string.Join(" or ", others)})";
    }

    private static string Col(string alias, string column) => $"{alias}.{SqlDialect.Quote(column)}";
}
