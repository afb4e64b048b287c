using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>A collection of rows to export, with the columns that go in.</summary>
internal sealed record PlannedTable(Collection Collection, TableSchema Table, IReadOnlyList<PlannedColumn> Columns);
