using DataRights.Export.Archive;
using DataRights.Export.Bag;
using DataRights.Export.Resume;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Export.Contents;

/// <summary>One part of the archive while it is made: a bag in a zip in staged blocks. It stays open until all data is collected.</summary>
internal sealed class ArchiveBag : IAsyncDisposable
{
    // What an entry takes in the directory, the manifest, the data package and the pages, compressed; and what those take in any case.
    private const long ReservedForEntry = 512;
    private const long ReservedBytes = 1024 * 1024;

    private readonly Dictionary<string, ZipEntry> begun;

    public ArchiveBag(IObjectStore store, ExportContents contents, int number, long epoch, ExportOptions options, BagProgress? progress)
    {
        var (request, folder) = (contents.Request, FolderOf(contents.BagName, number));
        Number = number;
        Folder = folder;
        ObjectName = ObjectNames.Archive(request.Id, number);
        Output = new BlockStream(store, ObjectName, epoch, options.BlockSize, options.UploadsAtOnce, progress?.Blocks);
        Zip = new ZipWriter(Output, request.Received, progress?.Entries);
        Writer = new BagWriter(Zip, folder);
        begun = Zip.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    /// <summary>Counted from 1.</summary>
    public int Number { get; }

    /// <summary>The bag's folder in the zip, and the name of the download without its extension.</summary>
    public string Folder { get; }

    public string ObjectName { get; }

    public BlockStream Output { get; }

    public ZipWriter Zip { get; }

    public BagWriter Writer { get; }

    /// <summary>Whether there is anything but the bag's own declaration in it.</summary>
    public bool HoldsData => Writer.PayloadFiles > 0;

    /// <summary>Whether a file of that size still fits, and what is to be said of everything in it.</summary>
    public bool HasRoomFor(long bytes, long limit) => Output.Position + bytes + Math.Min(limit / 4, ReservedBytes + (ReservedForEntry * Zip.Entries.Count)) <= limit;

    /// <summary>An entry that was there when this run began.</summary>
    /// <exception cref="RequestCorruptException">The journal names a file that it does not hold.</exception>
    public ZipEntry Begun(string path) => begun.GetValueOrDefault($"{Folder}/{path}") ?? throw new RequestCorruptException(ObjectName, "its journal names a file that it does not list");

    public async ValueTask DisposeAsync()
    {
        await Zip.DisposeAsync();
        await Output.DisposeAsync();
    }

    private static string FolderOf(string name, int number) => number == 1 ? name : FormattableString.Invariant($"{name}-{number}");
}
