using DataRights.Export.Pages.Languages;
using DataRights.Export.Resume;
using DataRights.Mapping;
using DataRights.Requests;

namespace DataRights.Export.Contents;

/// <summary>What an archive holds and lacks, as its pages and descriptions tell it. Grows as the export goes on.</summary>
internal sealed record ExportContents(DataMap Map, RequestRecord Request, DateTimeOffset Collected)
{
    private readonly List<SnapshotTime> snapshots = [];

    /// <summary>When the sources were read: an export that was interrupted reads on from later views.</summary>
    public IReadOnlyList<SnapshotTime> Snapshots => [.. snapshots.OrderBy(s => s.Source, StringComparer.Ordinal).ThenBy(s => s.TakenAt)];

    public List<ExportedTable> Tables { get; init; } = [];

    public List<ExportedFile> Files { get; init; } = [];

    /// <summary>Collections of files with their pages.</summary>
    public List<ExportedFilePages> FilePages { get; init; } = [];

    public List<Gap> Gaps { get; init; } = [];

    /// <summary>The pages' texts, in the language of the request, or else of the map.</summary>
    public PageTexts Texts => PageLanguages.Of(Request.Language ?? Map.Controller.Language);

    public bool IsPortability => Request.Kind == RequestKind.Portability;

    /// <summary>Names the bag, its folder and the download.</summary>
    public string BagName => $"{Map.Name}-{(IsPortability ? "portability" : "access")}-{Request.Id[..Math.Min(8, Request.Id.Length)]}";

    public long Rows => Tables.Sum(t => t.Rows);

    /// <summary>The times in order of addition, as a journal keeps them.</summary>
    public IReadOnlyList<SnapshotTime> Added => snapshots;

    /// <summary>Two views of one moment are told once.</summary>
    public void Add(SnapshotTime snapshot)
    {
        if (!snapshots.Contains(snapshot))
        {
            snapshots.Add(snapshot);
        }
    }
}
