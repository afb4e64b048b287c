using DataRights.Export.Archive;
using DataRights.Export.Pages;
using DataRights.Export.Resume;
using DataRights.Export.Screening;
using DataRights.Mapping.Coverage;
using DataRights.Storage;

namespace DataRights.Export.Contents;

/// <summary>
/// All that an export under way has made and met, so that what is left to do follows from it and the sources alone: a run that
/// goes on with another's work has the same state. It changes by addition only, but for what is open; a journal keeps the additions.
/// </summary>
internal sealed class ExportState(IObjectStore store, ExportContents contents, long epoch, ExportOptions options) : IAsyncDisposable
{
    private readonly List<ArchiveBag> bags = [];
    private readonly HashSet<string> passed = new(StringComparer.Ordinal);

    public ExportContents Contents { get; } = contents;

    /// <summary>Paths of tables and files.</summary>
    public SafeNames Names { get; } = new();

    public PageNames PageNames { get; } = new();

    public IReadOnlyList<ArchiveBag> Bags => bags;

    /// <summary>What operators should look at; nothing personal.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>What the live schemas have and the map does not say.</summary>
    public List<CoverageFinding> NotInMap { get; } = [];

    /// <summary>Collections that there is nothing more to do about.</summary>
    public List<string> Done { get; } = [];

    /// <summary>The numbers of other people.</summary>
    public Pseudonyms Numbers { get; } = new();

    /// <summary>The table under way, as it was between its last two resources.</summary>
    public OpenTable? Table { get; set; }

    /// <summary>The file under way, as it was between two of its chunks.</summary>
    public OpenFile? File { get; set; }

    /// <summary>The files of the collection under way that were dealt with, in order.</summary>
    public List<string> Passed { get; } = [];

    /// <summary>Tells what was added since it was last asked.</summary>
    public JournalKeeper Journal => field ??= new JournalKeeper(this);

    /// <summary>Whether another run began it.</summary>
    public bool IsResumed { get; set; }

    public long Bytes => bags.Sum(b => b.Output.Position);

    public long PayloadBytes => bags.Sum(b => b.Writer.PayloadBytes);

    /// <summary>The part that the next file goes into: a new one where it might not fit into the last.</summary>
    /// <param name="bytes">How large it may become.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ArchiveBag> BagAsync(long bytes, CancellationToken cancellationToken)
    {
        if (bags.Count == 0 || (bags[^1].HoldsData && !bags[^1].HasRoomFor(bytes, options.ArchiveSize)))
        {
            await StageAsync(cancellationToken);
            await Add(bags.Count + 1, null).Writer.DeclareAsync(cancellationToken);
        }

        return bags[^1];
    }

    public ArchiveBag Add(int number, BagProgress? progress)
    {
        var bag = new ArchiveBag(store, Contents, number, epoch, options, progress);
        bags.Add(bag);
        return bag;
    }

    /// <summary>Notes that a file was dealt with; its name is that of the store, which is unique in its query.</summary>
    public void Pass(string file)
    {
        Passed.Add(file);
        passed.Add(file);
    }

    public bool HasPassed(string file) => passed.Contains(file);

    /// <summary>Ends the collection under way.</summary>
    public void Finish(string collection)
    {
        Done.Add(collection);
        Table = null;
        Passed.Clear();
        passed.Clear();
    }

    /// <summary>Has everything written so far staged.</summary>
    public async Task StageAsync(CancellationToken cancellationToken)
    {
        foreach (var bag in bags)
        {
            await bag.Output.CompleteAsync(cancellationToken);
            if (bag != bags[^1])
            {
                bag.Output.Rest();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bag in bags)
        {
            await bag.DisposeAsync();
        }
    }
}
