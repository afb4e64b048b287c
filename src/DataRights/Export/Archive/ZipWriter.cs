using System.Security.Cryptography;

namespace DataRights.Export.Archive;

/// <summary>
/// Writes a zip file front to back: one entry at a time, nothing patched afterwards. Every entry bears the same time, so
/// the same entries make the same bytes. What it remembers grows with the number of entries, not with their size.
/// </summary>
/// <param name="output">Where it goes.</param>
/// <param name="modified">The time of every entry.</param>
/// <param name="written">The entries that lie in the output already, in order.</param>
public sealed class ZipWriter(Stream output, DateTimeOffset modified, IReadOnlyList<ZipEntry>? written = null) : IAsyncDisposable
{
    private const long Limit = uint.MaxValue - (1024L * 1024);

    private readonly List<ZipEntry> entries = [.. written ?? []];
    private ZipEntryStream? open;
    private long start;

    public IReadOnlyList<ZipEntry> Entries => entries;

    /// <summary>Begins an entry; the one before must be closed or abandoned.</summary>
    /// <param name="name">Its path; unique and safe, which is the caller's care.</param>
    /// <param name="length">Its size where known: from 4 GiB on the header says so.</param>
    /// <param name="compress">False for media that is compressed already.</param>
    /// <param name="cancellationToken">Stops the write; the archive is then of no use.</param>
    public async Task<Stream> OpenAsync(string name, long? length, bool compress, CancellationToken cancellationToken)
    {
        if (open is not null)
        {
            throw new InvalidOperationException("An entry is still open.");
        }

        start = output.Position;
        var zip64 = length > Limit;
        await output.WriteAsync(ZipRecords.LocalHeader(name, modified, zip64), cancellationToken);
        return open = new ZipEntryStream(output, name, zip64, compress);
    }

    /// <summary>Goes on with an entry that another run began under that name, length and way.</summary>
    internal ZipEntryStream Resume(string name, long? length, bool compress, OpenEntry begun)
    {
        if (open is not null)
        {
            throw new InvalidOperationException("An entry is still open.");
        }

        start = begun.Start;
        return open = new ZipEntryStream(output, name, length > Limit, compress, begun);
    }

    /// <summary>Has what was written of the open entry in the output, so that another run can go on with it; only between two chunks.</summary>
    public Task<OpenEntry> PauseAsync(CancellationToken cancellationToken) =>
        (open ?? throw new InvalidOperationException("No entry is open.")).PauseAsync(start, cancellationToken);

    /// <summary>Ends an entry that another run began, and forgets it; see <see cref="AbandonAsync(CancellationToken)"/>.</summary>
    public async Task AbandonAsync(string name, long? length, OpenEntry begun, CancellationToken cancellationToken)
    {
        if (open is not null)
        {
            await open.DisposeAsync();
            open = null;
        }

        await output.WriteAsync(EntryChunks.End, cancellationToken);
        await output.WriteAsync(ZipRecords.DataDescriptor(new ZipEntry(name, begun.Start, output.Position - begun.DataStart, begun.Size, begun.Crc, "", length > Limit)), cancellationToken);
    }

    /// <summary>Ends the open entry.</summary>
    public async Task<ZipEntry> CloseAsync(CancellationToken cancellationToken)
    {
        var entry = await EndAsync(cancellationToken);
        entries.Add(entry);
        return entry;
    }

    /// <summary>
    /// Ends the open entry and forgets it: its bytes stay as a gap that no directory names. For a file that changed while
    /// it was being read, since what is staged cannot be taken back.
    /// </summary>
    public Task AbandonAsync(CancellationToken cancellationToken) => EndAsync(cancellationToken);

    /// <summary>Writes the central directory; nothing may follow.</summary>
    public async Task<ZipDirectory> FinishAsync(CancellationToken cancellationToken)
    {
        var offset = output.Position;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries)
        {
            await WriteAsync(ZipRecords.CentralHeader(entry, modified));
        }

        await WriteAsync(ZipRecords.End(entries.Count, offset, output.Position - offset));
        return new ZipDirectory(offset, Convert.ToHexStringLower(hash.GetCurrentHash()));

        async Task WriteAsync(byte[] record)
        {
            hash.AppendData(record);
            await output.WriteAsync(record, cancellationToken);
        }
    }

    /// <summary>Lets go of an entry that was not ended; writes nothing more of use.</summary>
    public ValueTask DisposeAsync() => open?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<ZipEntry> EndAsync(CancellationToken cancellationToken)
    {
        var entry = await (open ?? throw new InvalidOperationException("No entry is open.")).EndAsync(start, cancellationToken);
        open = null;
        await output.WriteAsync(ZipRecords.DataDescriptor(entry), cancellationToken);
        return entry;
    }
}
