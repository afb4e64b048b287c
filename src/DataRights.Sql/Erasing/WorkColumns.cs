using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Compile;

namespace DataRights.Sql.Erasing;

/// <summary>What a work table must carry of a collection's rows.</summary>
internal static class WorkColumns
{
    /// <summary>The key, what other rows refer to it by, here or from another source, and what it refers to its owners by.</summary>
    public static IReadOnlyList<ColumnSchema> Of(MappedSchema schema, Collection collection) =>
    [
        .. collection.Key
            .Concat(schema.Graph.OutOf(collection).SelectMany(e => e.ParentColumns.Concat(PredicateColumns.Of(e.Reference?.ToWhere))))
            .Concat(schema.Live.SelectMany(c => c.References).Where(r => r.Detach && r.To == collection.Name).SelectMany(r => r.ToColumns.Concat(PredicateColumns.Of(r.ToWhere))))
            .Concat(Links(schema, collection))
            .Concat(collection.Root?.Key ?? [])
            .Distinct(StringComparer.Ordinal)
            .Where(c => schema.Has(collection, [c]))
            .Select(c => schema.Column(collection, c)),
    ];

    /// <summary>The columns that say whose a row is: while they are what they were, and its owners are the person's, it is the person's.</summary>
    public static IReadOnlyList<string> Links(MappedSchema schema, Collection collection) =>
    [
        .. schema.Graph.Into(collection)
            .Where(e => e.Reference is not null)
            .SelectMany(e => e.Reference!.Columns.Concat(PredicateColumns.Of(e.Reference.Where)))
            .Distinct(StringComparer.Ordinal)
            .Where(c => schema.Has(collection, [c])),
    ];
}
