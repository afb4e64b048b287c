using DataRights.Mapping;

namespace DataRights.Deletion;

/// <summary>In which order a subject's collections are treated: files first, then sources whose rows hang on other sources, the root's source last.</summary>
public sealed class ErasureOrder
{
    public ErasureOrder(DataMap map, Collection root)
    {
        var graph = new MapGraph(map);
        var reachable = graph.Reachable(root);
        Files = [.. reachable.Where(c => c.IsFiles)];
        var rows = reachable.Where(c => !c.IsFiles).ToList();
        Sources = [.. SourcesInOrder(graph, rows, root).Select(s => (s, graph.LeavesFirst([.. rows.Where(c => c.Source == s)])))];
    }

    /// <summary>The file collections.</summary>
    public IReadOnlyList<Collection> Files { get; }

    /// <summary>The databases, each with its collections, leaves before roots.</summary>
    public IReadOnlyList<(string Source, IReadOnlyList<IReadOnlyList<Collection>> Groups)> Sources { get; }

    // Depth first from the root's source along edges that cross: what is found last is furthest from the root.
    private static List<string> SourcesInOrder(MapGraph graph, List<Collection> rows, Collection root)
    {
        var found = new List<string>();
        void Visit(string source)
        {
            if (found.Contains(source))
            {
                return;
            }

            found.Add(source);
            foreach (var next in rows.Where(c => c.Source == source).SelectMany(graph.OutOf).Where(e => e.CrossesSources && !e.Child.IsFiles))
            {
                Visit(next.Child.Source);
            }
        }

        Visit(root.Source);
        found.Reverse();
        return found;
    }
}
