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

    /// <summary>The parts of the archive, once all are known; empty while there is only one.</summary>
    public IReadOnlyList<PartSummary> Parts { get; init; } = [];

    /// <summary>The part that these contents are those of.</summary>
    public int Part { get; init; } = 1;

    /// <summary>The folder of the part.</summary>
    public string Folder => Parts.Count == 0 ? BagName : Parts[Part - 1].Folder;

    /// <summary>Names the bag, its folder and the download.</summary>
    public string BagName => $"{Map.Name}-{(IsPortability ? "portability" : "access")}-{Request.Id[..Math.Min(8, Request.Id.Length)]}";

    public long Rows => Tables.Sum(t => t.Rows);

    /// <summary>The times in order of addition, as a journal keeps them.</summary>
    public IReadOnlyList<SnapshotTime> Added => snapshots;

    /// <summary>What lies in one part. What is missing, and when what was read, each part says for all.</summary>
    public ExportContents In(int part, IReadOnlyList<PartSummary> parts) => parts.Count < 2 ? this : this with
    {
        Parts = parts,
        Part = part,
        Tables = [.. Tables.Select(t => t.In(part)).Where(t => t.Parts.Count > 0)],
        Files = [.. Files.Where(f => f.Bag == part)],
        FilePages = [.. FilePages.Select(p => p with { Placed = [.. p.Placed.Where(g => g.Bag == part)] }).Where(p => p.Placed.Count > 0)],
    };

    /// <summary>Two views of one moment are told once.</summary>
    public void Add(SnapshotTime snapshot)
    {
        if (!snapshots.Contains(snapshot))
        {
            snapshots.Add(snapshot);
        }
    }
}
