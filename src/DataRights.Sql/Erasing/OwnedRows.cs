using DataRights.Mapping;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>
/// The condition that a live row belongs to somebody else: that its owners lead up to a root's row which is not among the noted ones. Such a row
/// has come to be another person's, whatever its key was when it was noted.
/// </summary>
/// <param name="dialect">The database's dialect.</param>
/// <param name="schema">The map through the live schema.</param>
/// <param name="noted">The table with a collection's noted rows; null where there is none.</param>
internal sealed class OwnedRows(SqlDialect dialect, MappedSchema schema, Func<Collection, WorkTable?> noted)
{
    private int aliases;

    public string Condition(Collection collection, string alias) => Condition(collection, alias, [collection.Name]);

    private string Condition(Collection collection, string alias, HashSet<string> path)
    {
        var ways = schema.Graph.Into(collection)
            .Where(e => schema.IsLive(e) && !path.Contains(e.Parent.Name))
            .Select(e => Way(e, alias, path))
            .ToList();
        return ways.Count == 0 ? "(1 = 0)" : $"({string.Join(" or ", ways)})";
    }

    private string Way(OwningEdge edge, string alias, HashSet<string> path)
    {
        var p = FormattableString.Invariant($"o{aliases++}");
        var sql = new EdgeSql(dialect, schema, edge);
        var further = edge.Parent.Root is null ? $" and {Condition(edge.Parent, p, [.. path, edge.Parent.Name])}"
            : noted(edge.Parent) is { } own ? $" and not exists (select 1 from {own.Name} k where {WorkTable.IsSame(edge.Parent, "k", p)})"
            : "";
        return $"exists (select 1 from {SqlDialect.Table(edge.Parent.From)} {p} where {sql.LeadsTo(alias, c => $"{p}.{SqlDialect.Quote(c)}")}{sql.ChildWhere(alias)}{sql.ParentWhere(p)}{further})";
    }
}
