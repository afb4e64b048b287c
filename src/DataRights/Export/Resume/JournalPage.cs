using DataRights.Export.Archive;
using DataRights.Export.Contents;
using DataRights.Mapping.Coverage;

namespace DataRights.Export.Resume;

/// <summary>
/// What an export has done between two checkpoints. All pages together say everything that its archive will need of what was
/// finished. Holds file names, previews and keys of rows: sealed wherever it is stored.
/// </summary>
internal sealed record JournalPage
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The page before; null for the first one.</summary>
    public JournalHead? Before { get; init; }

    /// <summary>When the first run began to collect.</summary>
    public required DateTimeOffset Collected { get; init; }

    public IReadOnlyList<SnapshotTime> Snapshots { get; init; } = [];

    public IReadOnlyList<BagProgress> Bags { get; init; } = [];

    /// <summary>The names given out for files and pages, in order: given out again in that order, they come out the same.</summary>
    public IReadOnlyList<TakenName> Names { get; init; } = [];

    public IReadOnlyList<TakenName> PageNames { get; init; } = [];

    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    public IReadOnlyList<string> Findings { get; init; } = [];

    public IReadOnlyList<CoverageFinding> NotInMap { get; init; } = [];

    public IReadOnlyList<TableProgress> Tables { get; init; } = [];

    public IReadOnlyList<FileProgress> Files { get; init; } = [];

    public IReadOnlyList<FilePagesProgress> FilePages { get; init; } = [];

    /// <summary>Collections that there is nothing more to do about.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>Other people who were numbered since the page before; null for nobody.</summary>
    public byte[]? People { get; init; }

    /// <summary>The table under way, when it is between two resources.</summary>
    public OpenTable? Table { get; init; }

    /// <summary>The file under way, when it is between two chunks.</summary>
    public OpenFile? File { get; init; }

    /// <summary>The files of the collection under way that were dealt with since the page before.</summary>
    public IReadOnlyList<string> Passed { get; init; } = [];
}
