using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;

namespace DataRights.Sql.Compile;

/// <summary>
/// A map seen through the live schema of one source: what the map names and the database lacks is left out here, and
/// reported by the coverage check.
/// </summary>
internal sealed class MappedSchema(DataMap map, string source, SourceSchema schema)
{
    private static readonly ColumnSchema TextColumn = new("", "text", ValueKind.Text, true);

    public DataMap Map { get; } = map;

    public MapGraph Graph { get; } = new(map);

    /// <summary>The source's collections that the database has with their keys.</summary>
    public IReadOnlyList<Collection> Live { get; } =
        [.. map.Collections.Where(c => c.Source == source && !c.IsFiles && schema.Table(c.From) is { } t && c.Key.All(k => t.Column(k) is not null))];

    public bool IsLive(Collection collection) => Live.Any(c => c.Name == collection.Name);

    public TableSchema Table(Collection collection) => schema.Table(collection.From)!;

    public ColumnSchema Column(Collection collection, string name) => Table(collection).Column(name)!;

    public bool Has(Collection collection, IEnumerable<string> columns) =>
        IsLive(collection) && columns.All(c => Table(collection).Column(c) is not null);

    /// <summary>True when both ends of an edge inside this source are there to be joined.</summary>
    public bool IsLive(OwningEdge edge) =>
        !edge.CrossesSources && edge.Reference is { } r
        && Has(edge.Child, r.Columns.Concat(PredicateColumns.Of(r.Where)))
        && Has(edge.Parent, r.ToColumns.Concat(PredicateColumns.Of(r.ToWhere)));

    /// <summary>The types that values of the edge have on the child's side once transformed.</summary>
    public IReadOnlyList<ColumnSchema> ValueTypes(OwningEdge edge) =>
        edge.Compare == JoinTransform.None && !ComparesText(edge.Reference!) ? [.. edge.Reference!.Columns.Select(c => Column(edge.Child, c))] : [.. edge.Reference!.Columns.Select(_ => TextColumn)];

    /// <summary>True when the value is inside another one, where it has no type of its own: both sides are compared as canonical text.</summary>
    public static bool ComparesText(Reference reference) => reference.Each || reference.Path is not null;

    /// <summary>What a captured or located row must carry so that its children can be found.</summary>
    public IReadOnlyList<string> Carried(Collection parent) =>
        [.. parent.Key
            .Concat(Graph.OutOf(parent).Where(IsLive).SelectMany(e => e.ParentColumns.Concat(PredicateColumns.Of(e.Reference!.ToWhere))))
            .Distinct()];

    /// <summary>True when the root's key column holds an e-mail address and is therefore compared without regard to case.</summary>
    public bool IsFolded(Collection root, string column) =>
        root.Root!.Identifiers.Any(i => i.Column == column && Map.Identifiers.Any(d => d.Name == i.Identifier && d.Type == IdentifierType.Email));
}
