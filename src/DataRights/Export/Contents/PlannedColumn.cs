using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>A live column that goes into the archive. <paramref name="Rule"/> is null for a key or reference that the map gives no rule.</summary>
internal sealed record PlannedColumn(ColumnSchema Schema, ColumnRule? Rule)
{
    public string Name => Schema.Name;

    public bool Masked => Rule?.Export == ColumnExport.Mask;
}
