using DataRights.Export.Rows;
using DataRights.Export.Screening;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>A collection of rows to export, with the columns that go in.</summary>
internal sealed record PlannedTable(Collection Collection, IReadOnlyList<PlannedColumn> Columns)
{
    /// <summary>Keeps back what is other people's; null when the map says of no column that it may be.</summary>
    public RowScreen? Screen { get; init; }

    /// <summary>How somebody else is called on the pages, before the number.</summary>
    public string AnotherPerson { get; init; } = JsonValueWriter.AnotherPerson;

    /// <summary>What is read of each row, in this order.</summary>
    public IReadOnlyList<string> Read => [.. Screen?.Lead ?? [], .. Columns.Select(c => c.Name)];

    /// <summary>As it was planned by an earlier run.</summary>
    public static PlannedTable Of(Collection collection, IReadOnlyList<ColumnSchema> columns) =>
        new(collection, [.. columns.Select(c => new PlannedColumn(c, collection.Columns.FirstOrDefault(r => r.Name == c.Name)))]);
}
