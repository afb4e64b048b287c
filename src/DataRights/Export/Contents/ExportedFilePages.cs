using DataRights.Export.Resume;
using DataRights.Mapping;

namespace DataRights.Export.Contents;

/// <summary>A collection of files with its pages.</summary>
internal sealed record ExportedFilePages(Collection Collection, IReadOnlyList<PageProgress> Placed)
{
    /// <summary>The pages' paths, the first one first.</summary>
    public IReadOnlyList<string> Pages => [.. Placed.Select(p => p.Path)];
}
