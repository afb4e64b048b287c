using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Export.Screening.Scope;

/// <summary>In which order the collections of an archive are judged, and by which edges, as far as the archive shows their columns.</summary>
internal sealed class ScopePlan
{
    private readonly DataMap map;
    private readonly RootKey root;
    private readonly ArchiveTables tables;

    public ScopePlan(DataMap map, RootKey root, ArchiveTables tables, KeyHash hash)
    {
        (this.map, this.root, this.tables) = (map, root, tables);
        var graph = new MapGraph(map);
        var reachable = graph.Reachable(map.Collection(root.Collection)).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var parents = new Dictionary<string, ParentKeys>(StringComparer.Ordinal);
        var edges = graph.Edges.Where(e => e.Reference is not null && reachable.Contains(e.Parent.Name)).Select(e =>
        {
            var name = ParentKeys.Name(e);
            if (!parents.TryGetValue(name, out var keys))
            {
                parents.Add(name, keys = new ParentKeys(e, hash));
                if (IsKnown(e))
                {
                    keys.AddKnown(root);
                }
            }

            return new ScopeEdge(e, keys, hash)
            {
                IsCheckable = IsCheckable(e),
                MayMiss = !IsKnown(e) && tables.HasSeveralViews(e.Parent.Source),
            };
        }).ToList();

        var present = map.Collections.Where(c => tables.Files.Any(f => f.Collection == c)).ToList();
        var rows = present.ToDictionary(c => c.Name, c => new ScopeRows(c, root, [.. edges.Where(e => e.Edge.Child == c)], [.. parents.Values.Where(p => p.Parent == c)], hash, column => IsFolded(c, column))
        {
            IsRootCheckable = c.Name != root.Collection || c.Root!.Key.All(k => Shows(c, k)),
        });
        Groups = [.. Components.Of(present, c => graph.Into(c).Where(e => reachable.Contains(e.Parent.Name)).Select(e => e.Parent)).Select(g => g.Select(c => rows[c.Name]).ToList())];
    }

    /// <summary>Collections in groups: each after those that its rows hang on, and in one where they hang on each other.</summary>
    public IReadOnlyList<IReadOnlyList<ScopeRows>> Groups { get; }

    /// <summary>Whether rows of the group may hang on rows of the group.</summary>
    public static bool IsCyclic(IReadOnlyList<ScopeRows> group) => group.Any(r => r.Edges.Any(e => group.Any(g => g.Collection == e.Parents.Parent)));

    private bool IsKnown(OwningEdge edge) => edge.Parent.Name == root.Collection && RootEdges.AreKnown(map, edge);

    // The root key holds the folded address; the row holds the one that was typed.
    private bool IsFolded(Collection collection, string column) =>
        collection.Root?.Identifiers.Any(i => i.Column == column && map.Identifiers.Any(d => d.Name == i.Identifier && d.Type == IdentifierType.Email)) ?? false;

    private bool IsCheckable(OwningEdge edge) =>
        edge.Reference!.Columns.All(c => Shows(edge.Child, c) || ShowsOwn(edge, c))
        && (IsKnown(edge) || (!tables.Incomplete.Contains(edge.Parent.Name) && edge.ParentColumns.All(c => Shows(edge.Parent, c))));

    /// <summary>A column that names people shows the person's own value, and that is all that leads to a root.</summary>
    private bool ShowsOwn(OwningEdge edge, string column) =>
        edge.Parent.Name == root.Collection && IsThere(edge.Child, column) && Rule(edge.Child, column) is { Names: not null, Export: ColumnExport.Include, About: ColumnAbout.Row };

    private bool Shows(Collection collection, string column) =>
        IsThere(collection, column) && Rule(collection, column) is null or { Names: null, Export: ColumnExport.Include, About: ColumnAbout.Row };

    private bool IsThere(Collection collection, string column) =>
        tables.Files.FirstOrDefault(f => f.Collection == collection) is { } file && file.Fields.Contains(column, StringComparer.Ordinal);

    private static ColumnRule? Rule(Collection collection, string column) => collection.Columns.FirstOrDefault(c => c.Name == column);
}
