using DataRights.Mapping;
using DataRights.Sql.Compile;

namespace DataRights.Sql.Erasing;

/// <summary>
/// Of which collections a row can be several people's: it has several owners at once, or one that is not the only one of its
/// kind, or hangs on a row of which that is true. All others are spared the question.
/// </summary>
internal static class SharedCollections
{
    /// <summary>Their names, found from the map and the live unique keys alone.</summary>
    public static IReadOnlySet<string> Of(MappedSchema schema)
    {
        var shared = new HashSet<string>(StringComparer.Ordinal);
        bool grew;
        do
        {
            grew = false;
            foreach (var collection in schema.Live.Where(c => !shared.Contains(c.Name) && IsShared(schema, c, shared)))
            {
                grew |= shared.Add(collection.Name);
            }
        }
        while (grew);
        return shared;
    }

    private static bool IsShared(MappedSchema schema, Collection collection, HashSet<string> shared)
    {
        var edges = schema.Graph.Into(collection).Where(schema.IsLive).ToList();
        return edges.Count > 1
            || collection.Deletion.Any(r => r.Treatment == Treatment.Detach)
            || edges.Exists(e => shared.Contains(e.Parent.Name) || !IsUnique(schema, e));
    }

    /// <summary>Whether at most one row of the parent has the values that the edge leads by.</summary>
    private static bool IsUnique(MappedSchema schema, OwningEdge edge)
    {
        var table = schema.Table(edge.Parent);
        return edge.Compare == JoinTransform.None
            && table.UniqueKeys.Append(table.PrimaryKey).Any(key => key.Count > 0 && key.All(edge.ParentColumns.Contains));
    }
}
