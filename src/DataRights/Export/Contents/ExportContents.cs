using DataRights.Export.Pages.Languages;
using DataRights.Mapping;
using DataRights.Requests;

namespace DataRights.Export.Contents;

/// <summary>What an archive holds and lacks, as its pages and descriptions tell it. Grows as the export goes on.</summary>
internal sealed record ExportContents(DataMap Map, RequestRecord Request, DateTimeOffset Collected)
{
    public SortedDictionary<string, DateTimeOffset> Snapshots { get; } = new(StringComparer.Ordinal);

    public List<ExportedTable> Tables { get; } = [];

    public List<ExportedFile> Files { get; } = [];

    /// <summary>Collections of files with their pages.</summary>
    public List<(Collection Collection, IReadOnlyList<string> Pages)> FilePages { get; } = [];

    public List<Gap> Gaps { get; } = [];

    /// <summary>The pages' texts, in the language of the request, or else of the map.</summary>
    public PageTexts Texts => PageLanguages.Of(Request.Language ?? Map.Controller.Language);

    public bool IsPortability => Request.Kind == RequestKind.Portability;

    /// <summary>Names the bag, its folder and the download.</summary>
    public string BagName => $"{Map.Name}-{(IsPortability ? "portability" : "access")}-{Request.Id[..Math.Min(8, Request.Id.Length)]}";

    public long Rows => Tables.Sum(t => t.Rows);
}
