using DataRights.Mapping;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;
using DataRights.Sql.Erasing;

namespace DataRights.Sql.Retained;

/// <summary>
/// The condition that a live row belongs to somebody: that its owners lead up to a root's row which is not itself among the retained. Such a row
/// has come to be another person's, whatever its key was when it was retained.
/// </summary>
internal sealed class OwnedRows(SqlDialect dialect, MappedSchema schema, RetainedTables tables)
{
    private int aliases;

    public string Condition(Collection collection, string alias) => Condition(collection, alias, [collection.Name]);

    private string Condition(Collection collection, string alias, HashSet<string> path)
    {
        var ways = schema.Graph.Into(collection)
            .Where(e => schema.IsLive(e) && !path.Contains(e.Parent.Name))
            .Select(e => Way(e, alias, path))
            .ToList();
        return ways.Count == 0 ? "1 = 0" : $"({string.Join(" or ", ways)})";
    }

    private string Way(OwningEdge edge, string alias, HashSet<string> path)
    {
        var p = FormattableString.Invariant($"o{aliases++}");
        var owner = FootprintQuery.Tuple(edge.ParentColumns, c => dialect.Transformed($"{p}.{SqlDialect.Quote(c)}", edge.Compare));
        var other = tables.Of(edge.Parent) is { } retained ? $" and not exists (select 1 from {retained.Name} k where {WorkTable.IsSame(edge.Parent, "k", p)})" : "";
        var further = edge.Parent.Root is not null ? "" : $" and {Condition(edge.Parent, p, [.. path, edge.Parent.Name])}";
        return $"exists (select 1 from {SqlDialect.Table(edge.Parent.From)} {p} where {owner} = {EdgeSql.Child(dialect, edge, alias)}{EdgeSql.ChildWhere(dialect, edge, alias)}{EdgeSql.ParentWhere(dialect, edge.Reference!, p)}{other}{further})";
    }
}
