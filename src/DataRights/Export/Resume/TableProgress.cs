using DataRights.Export.Rows;
using DataRights.Sources;

namespace DataRights.Export.Resume;

/// <summary>A table that is in the archive in full, with its pages.</summary>
internal sealed record TableProgress(
    string Collection, IReadOnlyList<ColumnSchema> Columns, IReadOnlyList<PartProgress> Parts, IReadOnlyList<FieldType> Types, IReadOnlyList<PageProgress> Pages)
{
    /// <summary>Values withheld for other people's sake, by column.</summary>
    public IReadOnlyList<long> Withheld { get; init; } = [];
}
