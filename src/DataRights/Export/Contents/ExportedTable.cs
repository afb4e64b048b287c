using DataRights.Export.Resume;
using DataRights.Export.Rows;

namespace DataRights.Export.Contents;

/// <summary>A collection as it lies in the archive. <paramref name="Types"/> go with the plan's columns.</summary>
internal sealed record ExportedTable(PlannedTable Plan, IReadOnlyList<TablePart> Parts, IReadOnlyList<FieldType> Types, PreviewTable Preview)
{
    /// <summary>Its pages, the first one first.</summary>
    public IReadOnlyList<PageProgress> Placed { get; init; } = [];

    /// <summary>Its pages' paths, the first one first.</summary>
    public IReadOnlyList<string> Pages => [.. Placed.Select(p => p.Path)];

    /// <summary>When the views it was read from were taken; known while its pages are written.</summary>
    public IReadOnlyList<DateTimeOffset> Taken { get; init; } = [];

    /// <summary>Values withheld for other people's sake, by column; empty when the map says of none that it may be theirs.</summary>
    public IReadOnlyList<long> Withheld { get; init; } = [];

    /// <summary>False where only some of its files are meant, and others lie in other parts of the archive.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>What of it lies in one part of the archive. Its first rows are shown with the first file.</summary>
    public ExportedTable In(int part)
    {
        var parts = Parts.Where(p => p.Bag == part).ToList();
        return parts.Count == Parts.Count ? this : this with
        {
            IsWhole = false,
            Parts = parts,
            Placed = [.. Placed.Where(p => p.Bag == part)],
            Preview = Parts[0].Bag == part ? Preview.First(parts.Sum(p => p.Rows)) : PreviewTable.Empty,
        };
    }

    public long Rows => Parts.Sum(p => p.Rows);

    public long Bytes => Parts.Sum(p => p.Entry.Size);
}
