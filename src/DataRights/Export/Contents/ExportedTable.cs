using DataRights.Export.Rows;

namespace DataRights.Export.Contents;

/// <summary>A collection as it lies in the archive. <paramref name="Types"/> go with the plan's columns.</summary>
internal sealed record ExportedTable(PlannedTable Plan, IReadOnlyList<TablePart> Parts, IReadOnlyList<FieldType> Types, PreviewTable Preview)
{
    /// <summary>Its pages' paths, the first one first.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    public long Rows => Parts.Sum(p => p.Rows);

    public long Bytes => Parts.Sum(p => p.Entry.Size);
}
