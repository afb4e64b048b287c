using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Sources;

/// <summary>Edges out of the root that the root key alone answers, so that they are followed even when the root's row is gone.</summary>
public static class RootEdges
{
    /// <summary>Whether the edge's values are the root key's own: key columns only, compared as they are, under no condition.</summary>
    public static bool AreKnown(DataMap map, OwningEdge edge) =>
        edge.Parent.Root is { } root
        && edge.Compare == JoinTransform.None
        && edge.Reference?.ToWhere is null
        && edge.ParentColumns.All(c => root.Key.Contains(c) && !IsFolded(map, root, c));

    /// <summary>The key's value for one of its columns.</summary>
    public static string Value(RootKey key, Collection root, string column) =>
        key.Key.Values[root.Root!.Key.ToList().IndexOf(column)];

    // The key holds the folded address; what refers to the row may hold the one that was typed.
    private static bool IsFolded(DataMap map, RootRule root, string column) =>
        root.Identifiers.Any(i => i.Column == column && map.Identifiers.Any(d => d.Name == i.Identifier && d.Type == IdentifierType.Email));
}
