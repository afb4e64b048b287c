using DataRights.Sources;

namespace DataRights.Mapping;

/// <summary>The map's references as a graph: what leads where, in which order to locate and in which to delete.</summary>
public sealed class MapGraph
{
    private readonly DataMap map;
    private readonly ILookup<string, OwningEdge> intoChild;
    private readonly ILookup<string, OwningEdge> outOfParent;

    public MapGraph(DataMap map)
    {
        this.map = map;
        var edges = map.Collections.SelectMany(EdgesOf).ToList();
        Edges = edges;
        intoChild = edges.ToLookup(e => e.Child.Name);
        outOfParent = edges.ToLookup(e => e.Parent.Name);
    }

    /// <summary>Every edge that locate walks, in declared order: those that own, and memberships.</summary>
    public IReadOnlyList<OwningEdge> Edges { get; }

    /// <summary>The edges by which rows of the collection belong to others.</summary>
    public IEnumerable<OwningEdge> Into(Collection child) => intoChild[child.Name];

    /// <summary>The edges by which others belong to rows of the collection.</summary>
    public IEnumerable<OwningEdge> OutOf(Collection parent) => outOfParent[parent.Name];

    /// <summary>The collections that a subject of this root can have rows in, in declared order.</summary>
    public IReadOnlyList<Collection> Reachable(Collection root)
    {
        var seen = new HashSet<string> { root.Name };
        var open = new Stack<Collection>([root]);
        while (open.TryPop(out var next))
        {
            foreach (var edge in OutOf(next).Where(e => seen.Add(e.Child.Name)))
            {
                open.Push(edge.Child);
            }
        }

        return [.. map.Collections.Where(c => seen.Contains(c.Name))];
    }

    /// <summary>Strongly connected groups over owning edges inside one source, parents before children.</summary>
    public IReadOnlyList<IReadOnlyList<Collection>> ParentsFirst(IReadOnlyList<Collection> collections) =>
        Components.Of(collections, c => Into(c).Where(e => !e.CrossesSources).Select(e => e.Parent));

    /// <summary>
    /// Groups over every reference inside one source, owning or not, leaves before roots: when a group's rows are
    /// deleted, nothing outside it that is treated later still points at them. What a link table leads to does not point at it.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Collection>> LeavesFirst(IReadOnlyList<Collection> collections) =>
        [.. Components.Of(collections, c => c.References
            .Where(r => !r.Detach && !r.Via)
            .Select(r => map.Collection(r.To))
            .Where(to => to.Source == c.Source)).Reverse()];

    /// <summary>True when the group refers to itself by an owning edge: a tree or a longer cycle.</summary>
    public bool IsCyclic(IReadOnlyList<Collection> group) =>
        group.Count > 1 || Into(group[0]).Any(e => e.Parent.Name == group[0].Name);

    private IEnumerable<OwningEdge> EdgesOf(Collection child)
    {
        if (child.Files is { } files)
        {
            yield return new OwningEdge(new EdgeId(child.Name, 0), child, map.Collection(files.Collection), null);
        }

        for (var i = 0; i < child.References.Count; i++)
        {
            if (child.References[i].IsWalked)
            {
                yield return new OwningEdge(new EdgeId(child.Name, i), child, map.Collection(child.References[i].To), child.References[i]);
            }
        }
    }
}
