using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>
/// The condition that a live row's owners are still the person's, up to the root, so that what has changed hands since it
/// was located is not taken from its new owner. It is asked row by row along unique keys; that the row's own columns are
/// what they were is asked beside it. Inside a cycle, and where values came from another source, that has to do.
/// </summary>
internal sealed class StillOwned(SqlDialect dialect, MappedSchema schema, Footprint footprint)
{
    private readonly IReadOnlySet<string> sharable = SharedCollections.Of(schema);
    private int aliases;

    /// <summary>With a leading <c>and</c>, or nothing.</summary>
    public string Condition(Collection collection, string alias, SqlStatement statement) =>
        (Of(collection, alias, statement, [collection.Name]) is { } condition ? $" and {condition}" : "") + NobodyElses(collection, alias, statement);

    /// <summary>That no owner of the row is anybody else's.</summary>
    private string NobodyElses(Collection collection, string alias, SqlStatement statement)
    {
        var nobody = "";
        foreach (var edge in sharable.Contains(collection.Name) ? schema.Graph.Into(collection).Where(schema.IsLive) : [])
        {
            var p = FormattableString.Invariant($"o{aliases++}");
            if (edge.Parent.Name != collection.Name && Of(edge.Parent, p, statement, [collection.Name, edge.Parent.Name]) is { } mine)
            {
                var sql = new EdgeSql(dialect, schema, edge);
                nobody += $" and not exists (select 1 from {SqlDialect.Table(edge.Parent.From)} {p} where {sql.LeadsTo(alias, c => $"{p}.{SqlDialect.Quote(c)}")}{sql.ChildWhere(alias)}{sql.ParentWhere(p)} and not {mine})";
            }
        }

        return nobody;
    }

    /// <summary>Null when nothing need be asked.</summary>
    private string? Of(Collection collection, string alias, SqlStatement statement, HashSet<string> path)
    {
        if (collection.Name == footprint.Root.Collection)
        {
            var root = RootSql.Condition(dialect, schema, collection, footprint.Root, statement)(alias);
            return schema.Graph.Into(collection).Any() ? null : $"({root})";
        }

        var ways = new List<string>();
        foreach (var edge in schema.Graph.Into(collection).Where(e => !e.IsMembership))
        {
            if (edge.CrossesSources || path.Contains(edge.Parent.Name))
            {
                return null;
            }

            if (schema.IsLive(edge))
            {
                ways.Add(Way(edge, alias, statement, path));
            }
        }

        return ways.Count == 0 ? null : $"({string.Join(" or ", ways)})";
    }

    private string Way(OwningEdge edge, string alias, SqlStatement statement, HashSet<string> path)
    {
        var sql = new EdgeSql(dialect, schema, edge);
        var where = sql.ChildWhere(alias);
        if (edge.Parent.Name == footprint.Root.Collection && RootEdges.AreKnown(schema.Map, edge) && !schema.Graph.Into(edge.Parent).Any())
        {
            if (sql.ComparesText)
            {
                return $"({sql.LeadsToText(alias, statement.Parameter(RootEdges.Value(footprint.Root, edge.Parent, edge.ParentColumns[0])))}{where})";
            }

            var values = edge.Reference!.Columns.Zip(edge.ParentColumns, (own, column) =>
                $"{alias}.{SqlDialect.Quote(own)} = {dialect.FromKeyText(statement.Parameter(RootEdges.Value(footprint.Root, edge.Parent, column)), schema.Column(edge.Parent, column))}");
            return $"({string.Join(" and ", values)}{where})";
        }

        var p = FormattableString.Invariant($"o{aliases++}");
        var further = Of(edge.Parent, p, statement, [.. path, edge.Parent.Name]) is { } condition ? $" and {condition}" : "";
        return $"exists (select 1 from {SqlDialect.Table(edge.Parent.From)} {p} where {sql.LeadsTo(alias, c => $"{p}.{SqlDialect.Quote(c)}")}{where}{sql.ParentWhere(p)}{further})";
    }
}
