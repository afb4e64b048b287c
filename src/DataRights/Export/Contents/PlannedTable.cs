using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>A collection of rows to export, with the columns that go in.</summary>
internal sealed record PlannedTable(Collection Collection, IReadOnlyList<PlannedColumn> Columns)
{
    /// <summary>As it was planned by an earlier run.</summary>
    public static PlannedTable Of(Collection collection, IReadOnlyList<ColumnSchema> columns) =>
        new(collection, [.. columns.Select(c => new PlannedColumn(c, collection.Columns.FirstOrDefault(r => r.Name == c.Name)))]);
}
