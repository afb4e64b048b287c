using System.Globalization;
using System.Security.Cryptography;
using DataRights.Storage;

namespace DataRights.Export.Archive;

/// <summary>
/// A write-only stream over the staged blocks of one object. A few blocks are on their way at once while the next is filled;
/// with that one they are all that is in memory, whatever the size. Their order is that of the writing, however they arrive.
/// The run's epoch is part of every block id, so a run commits only what it staged itself. Nothing is readable before
/// <see cref="CommitAsync"/>. A block that could not be staged fails a later call. Asynchronous writes and disposal only.
/// </summary>
public sealed class BlockStream(
    IObjectStore store,
    string name,
    long epoch,
    int blockSize = BlockStream.DefaultBlockSize,
    int uploadsAtOnce = BlockStream.DefaultUploadsAtOnce) : Stream
{
    /// <summary>8 MiB: with the 50,000 blocks that stores allow, an archive may have 390 GiB.</summary>
    public const int DefaultBlockSize = 8 * 1024 * 1024;

    /// <summary>So many that a store over the network is kept busy while each answer is awaited.</summary>
    public const int DefaultUploadsAtOnce = 4;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> blocks = [];
    private readonly Queue<(Task Upload, byte[] Buffer)> underWay = new();
    private byte[] block = new byte[blockSize];
    private int filled;
    private long position;

    /// <summary>SHA-256 over everything written so far, in lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(hash.GetCurrentHash());

    public override long Position { get => position; set => throw new NotSupportedException(); }

    public override long Length => position;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        hash.AppendData(buffer.Span);
        position += buffer.Length;
        while (!buffer.IsEmpty)
        {
            var take = Math.Min(buffer.Length, block.Length - filled);
            buffer[..take].CopyTo(block.AsMemory(filled));
            filled += take;
            buffer = buffer[take..];
            if (filled == block.Length)
            {
                await StageAsync(cancellationToken);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Stages what is left, so that nothing but the commit remains.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (filled > 0)
        {
            await StageAsync(cancellationToken);
        }

        while (underWay.TryPeek(out var oldest))
        {
            await oldest.Upload;
            underWay.Dequeue();
        }
    }

    /// <summary>Makes the object of the staged blocks; false when the condition does not hold.</summary>
    /// <exception cref="StoreException">Code <c>block-missing</c>: another run discarded them.</exception>
    public async Task<bool> CommitAsync(WriteCondition condition, CancellationToken cancellationToken)
    {
        await CompleteAsync(cancellationToken);
        return await store.CommitBlocksAsync(name, blocks, condition, cancellationToken) is not null;
    }

    /// <summary>Does nothing: a partly filled block stays in memory until it is full or the archive ends.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Blocks are staged asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Waits for the blocks on their way: none may arrive after its run has let go of the object.</summary>
    public override async ValueTask DisposeAsync()
    {
        // What fails here is either told already or of no interest any more: the archive was given up.
        await Task.WhenAll(underWay.Select(u => u.Upload)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        hash.Dispose();
        base.Dispose(disposing);
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        // Stores ask for ids of one length.
        var id = string.Create(CultureInfo.InvariantCulture, $"e{epoch:D10}-b{blocks.Count:D6}");
        underWay.Enqueue((store.StageBlockAsync(name, id, block.AsMemory(0, filled), cancellationToken), block));
        blocks.Add(id);
        filled = 0;
        block = await NextBufferAsync();
    }

    /// <summary>A new one as long as there are few; then that of the oldest block, once it has arrived.</summary>
    private async Task<byte[]> NextBufferAsync()
    {
        if (underWay.Count < uploadsAtOnce)
        {
            return new byte[blockSize];
        }

        // Left in the queue when it failed, so that every later call fails too.
        var oldest = underWay.Peek();
        await oldest.Upload;
        underWay.Dequeue();
        return oldest.Buffer;
    }
}
