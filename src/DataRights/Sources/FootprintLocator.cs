using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Sources;

/// <summary>
/// Locates across sources. Inside one database the owning references are followed by the database itself; only values
/// that lead into another source travel, and they are gathered until no source yields a new one.
/// </summary>
public sealed class FootprintLocator(DataMap map) : IFootprintLocator
{
    /// <summary>More values than this across one edge are refused rather than held in memory.</summary>
    public const int MaximumKeys = 5_000_000;

    private readonly MapGraph graph = new(map);

    public async Task<Footprint> LocateAsync(RootKey root, IReadOnlyDictionary<string, IRowSnapshot> snapshots, CancellationToken cancellationToken)
    {
        var reachable = graph.Reachable(map.Collection(root.Collection)).Select(c => c.Name).ToHashSet();
        var crossing = graph.Edges
            .Where(e => e.CrossesSources && reachable.Contains(e.Parent.Name) && snapshots.ContainsKey(e.Parent.Source))
            .ToList();
        var entries = new FootprintEntries(map, root, crossing);
        var footprint = entries.Footprint;
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var edge in crossing)
            {
                var values = snapshots[edge.Parent.Source].ValuesAsync(footprint, edge.Parent, edge.ParentColumns, edge.Compare, edge.Reference?.ToWhere, cancellationToken);

                // Values that lead to files lead nowhere else.
                grew |= await entries.AddAsync(edge, values, cancellationToken) && !edge.Child.IsFiles;
            }
        }

        return footprint;
    }

    public IReadOnlyList<FileQuery> Files(Footprint footprint, Collection collection)
    {
        var selector = collection.Files ?? throw new ArgumentException($"'{collection.Name}' is no file collection.", nameof(collection));
        var keys = footprint.Entries.GetValueOrDefault(new EdgeId(collection.Name, 0), []);
        return [.. keys.Select(k => FileTemplate.Render(collection.Source, selector, k)).Distinct().OrderBy(q => q.Text, StringComparer.Ordinal)];
    }
}
