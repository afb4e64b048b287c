using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Export.Contents;

/// <summary>A live column that goes into the archive. <paramref name="Rule"/> is null for a key or reference that the map gives no rule.</summary>
internal sealed record PlannedColumn(ColumnSchema Schema, ColumnRule? Rule)
{
    public string Name => Schema.Name;

    public bool Masked => Rule?.Export == ColumnExport.Mask;

    /// <summary>Whether it names people, of whom others stand as texts.</summary>
    public bool NamesPeople => Rule?.Names is not null;

    /// <summary>Whether every value is written as a text, whatever the column holds.</summary>
    public bool IsText => Masked || NamesPeople;

    /// <summary>Whether every row has the store's own value.</summary>
    public bool IsWhole => !IsText && Rule is null or { About: ColumnAbout.Row };
}
