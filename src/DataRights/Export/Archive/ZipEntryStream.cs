namespace DataRights.Export.Archive;

/// <summary>
/// Takes one entry's content: counts it, takes CRC-32 and SHA-256 of it, and deflates it on the way, several chunks at once while the
/// next is filled. They are written in their order, so the bytes are the same on any number of cores; see <see cref="EntryChunks"/>.
/// So many chunks and one more are all that is in memory. Ended by the writer.
/// </summary>
internal sealed class ZipEntryStream : Stream
{
    /// <summary>As many as there are cores; more than four would outrun any source.</summary>
    public static int DefaultWorkers { get; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    private readonly Stream output;
    private readonly string name;
    private readonly bool zip64;
    private readonly bool compress;
    private readonly int workers;
    private readonly long dataStart;
    private readonly Queue<EntryChunk> underWay;
    private readonly EntryDigest digest = new();
    private readonly byte[] scratch = new byte[8];
    private readonly long passedOver;
    private EntryChunk? chunk;
    private long size;
    private bool broken;

    public ZipEntryStream(Stream output, string name, bool zip64, bool compress, int? workers = null)
    {
        this.output = output;
        this.name = name;
        this.zip64 = zip64;
        this.compress = compress;
        this.workers = workers ?? DefaultWorkers;
        dataStart = output.Position;
        underWay = new(this.workers);
    }

    /// <summary>Goes on with an entry that another run began: first all of the content that is in the output already has to be passed over.</summary>
    public ZipEntryStream(Stream output, string name, bool zip64, bool compress, OpenEntry begun)
        : this(output, name, zip64, compress)
    {
        dataStart = begun.DataStart;
        passedOver = begun.Size;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => size;

    public override long Position { get => size; set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!buffer.IsEmpty)
        {
            chunk ??= new EntryChunk();
            var taken = chunk.Fill(buffer.Span);
            size += taken;
            buffer = buffer[taken..];
            if (chunk.IsFull)
            {
                await BeginAsync(cancellationToken);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Takes content into account that is in the output already.</summary>
    public async Task PassOverAsync(ReadOnlyMemory<byte> content)
    {
        size += content.Length;
        if (size > passedOver)
        {
            throw new InvalidOperationException("More is passed over than there is in the archive.");
        }

        await digest.AppendAsync(content);
    }

    /// <summary>CRC-32 over what was passed over, or is in the output.</summary>
    public uint Crc => digest.Crc;

    /// <summary>Has all of the content in the output; only between two chunks, where <see cref="Stream.Position"/> is a multiple of their size.</summary>
    public async Task<OpenEntry> PauseAsync(long start, CancellationToken cancellationToken)
    {
        if (chunk is { IsEmpty: false })
        {
            throw new InvalidOperationException("An entry can be gone on with only between two chunks.");
        }

        while (underWay.Count > 0)
        {
            await WriteOldestAsync(cancellationToken);
        }

        return new OpenEntry(start, dataStart, size, digest.Crc);
    }

    public async Task<ZipEntry> EndAsync(long start, CancellationToken cancellationToken)
    {
        if (chunk is { IsEmpty: false })
        {
            await BeginAsync(cancellationToken);
        }

        while (underWay.Count > 0)
        {
            await WriteOldestAsync(cancellationToken);
        }

        await output.WriteAsync(EntryChunks.End, cancellationToken);
        var entry = new ZipEntry(name, start, output.Position - dataStart, size, digest.Crc, digest.Sha256, zip64);
        await DisposeAsync();
        return entry;
    }

    /// <summary>Waits for what is being worked on: its buffers go back to the pool, where others find them.</summary>
    public override async ValueTask DisposeAsync()
    {
        while (underWay.TryDequeue(out var left))
        {
            await left.SettleAsync();
            left.Dispose();
        }

        chunk?.Dispose();
        chunk = null;
        digest.Dispose();
        await base.DisposeAsync();
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Entries are written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        while (underWay.TryPeek(out var oldest) && (underWay.Count >= workers || oldest.IsReady))
        {
            await WriteOldestAsync(cancellationToken);
        }

        chunk!.Begin(digest, compress);
        underWay.Enqueue(chunk);
        chunk = null;
    }

    /// <summary>A chunk that failed may be half written; nothing can follow it then.</summary>
    private async ValueTask WriteOldestAsync(CancellationToken cancellationToken)
    {
        if (broken)
        {
            throw new InvalidOperationException("An entry was not written whole; nothing can be added to it.");
        }

        broken = true;
        await underWay.Peek().WriteAsync(output, scratch, cancellationToken);
        underWay.Dequeue().Dispose();
        broken = false;
    }
}
