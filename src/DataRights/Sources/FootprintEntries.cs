using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Sources;

/// <summary>The values that lead from source to source, gathered until no source yields a new one.</summary>
internal sealed class FootprintEntries
{
    private readonly Dictionary<EdgeId, HashSet<Key>> entries;

    /// <param name="map">The map.</param>
    /// <param name="root">The subject.</param>
    /// <param name="crossing">The edges that lead from one source into another and can be reached.</param>
    public FootprintEntries(DataMap map, RootKey root, IReadOnlyList<OwningEdge> crossing)
    {
        Crossing = crossing;
        entries = crossing.ToDictionary(e => e.Id, _ => new HashSet<Key>());
        Footprint = new Footprint(map, root, entries.ToDictionary(e => e.Key, e => (IReadOnlyCollection<Key>)e.Value));
        foreach (var edge in crossing.Where(e => e.Parent.Name == root.Collection && RootEdges.AreKnown(map, e)))
        {
            entries[edge.Id].Add(new Key([.. edge.ParentColumns.Select(c => RootEdges.Value(root, edge.Parent, c))]));
        }
    }

    /// <summary>Adds what is known already.</summary>
    public void Add(Footprint known)
    {
        foreach (var (edge, keys) in known.Entries.Where(e => entries.ContainsKey(e.Key)))
        {
            entries[edge].UnionWith(keys);
        }
    }

    public IReadOnlyList<OwningEdge> Crossing { get; }

    /// <summary>The footprint; its entries grow as values are added.</summary>
    public Footprint Footprint { get; }

    /// <summary>True when the edge gained a value.</summary>
    /// <exception cref="SourceException">Code <c>too-many-keys</c>.</exception>
    public async Task<bool> AddAsync(OwningEdge edge, IAsyncEnumerable<Key> values, CancellationToken cancellationToken)
    {
        // A copy: the query may read the entries while new ones are found.
        var fresh = new List<Key>();
        await foreach (var key in values.WithCancellation(cancellationToken))
        {
            fresh.Add(key);
            if (fresh.Count > FootprintLocator.MaximumKeys)
            {
                throw new SourceException(edge.Parent.Source, "too-many-keys", false);
            }
        }

        var grew = false;
        foreach (var key in fresh)
        {
            grew |= entries[edge.Id].Add(key);
        }

        return grew;
    }
}
