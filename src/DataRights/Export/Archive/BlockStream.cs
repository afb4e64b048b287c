using System.Security.Cryptography;
using DataRights.Storage;

namespace DataRights.Export.Archive;

/// <summary>
/// A write-only stream over the staged blocks of one object. A few blocks are on their way at once while the next is filled;
/// with that one they are all that is in memory, whatever the size. Their order is that of the writing, however they arrive.
/// The run's epoch is part of every block id, so a run commits only what it staged itself, and what an earlier run staged that it goes on
/// with. Nothing is readable before <see cref="CommitAsync"/>. A block that could not be staged fails a later call. Asynchronous writes and disposal only.
/// </summary>
public sealed class BlockStream(
    IObjectStore store,
    string name,
    long epoch,
    int blockSize = BlockStream.DefaultBlockSize,
    int uploadsAtOnce = BlockStream.DefaultUploadsAtOnce,
    IReadOnlyList<StagedBlock>? staged = null) : Stream
{
    /// <summary>8 MiB: with the 50,000 blocks that stores allow, an archive may have 390 GiB.</summary>
    public const int DefaultBlockSize = 8 * 1024 * 1024;

    /// <summary>So many that a store over the network is kept busy while each answer is awaited.</summary>
    public const int DefaultUploadsAtOnce = 4;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<StagedBlock> blocks = [.. staged ?? []];
    private readonly Queue<(Task Upload, byte[] Buffer)> underWay = new();
    private byte[]? block;
    private int filled;
    private long position = staged?.Sum(b => b.Size) ?? 0;

    /// <summary>SHA-256 over everything written so far, in lower-case hex; null when another run began it, since what it hashed is gone.</summary>
    public string? Sha256 => staged is null ? Convert.ToHexStringLower(hash.GetCurrentHash()) : null;

    /// <summary>The blocks so far, in order; all of them are staged after <see cref="CompleteAsync"/>.</summary>
    public IReadOnlyList<StagedBlock> Blocks => blocks;

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
            block ??= await NextBufferAsync();
            var take = Math.Min(buffer.Length, block.Length - filled);
            buffer[..take].CopyTo(block.AsMemory(filled));
            filled += take;
            buffer = buffer[take..];
            if (filled == block.Length)
            {
                Stage(cancellationToken);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>
    /// Stages what is left, in a block that may be short, and waits for all: nothing is in memory any more, and nothing but the commit
    /// remains. More may be written after it.
    /// </summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (filled > 0)
        {
            Stage(cancellationToken);
        }

        while (underWay.TryPeek(out var oldest))
        {
            await oldest.Upload;
            underWay.Dequeue();
            block ??= oldest.Buffer;
        }
    }

    /// <summary>Keeps no memory until more is written; after <see cref="CompleteAsync"/>.</summary>
    public void Rest() => block = null;

    /// <summary>Makes the object of the staged blocks; false when the condition does not hold.</summary>
    /// <exception cref="StoreException">Code <c>block-missing</c>: another run discarded them.</exception>
    public async Task<bool> CommitAsync(WriteCondition condition, CancellationToken cancellationToken)
    {
        await CompleteAsync(cancellationToken);
        return await store.CommitBlocksAsync(name, [.. blocks.Select(b => b.Id)], condition, cancellationToken) is not null;
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

    private void Stage(CancellationToken cancellationToken)
    {
        var next = new StagedBlock(epoch, blocks.Count, filled);
        var upload = store.StageBlockAsync(name, next.Id, block.AsMemory(0, filled), cancellationToken);
        underWay.Enqueue((upload, block!));
        blocks.Add(next);
        filled = 0;
        block = null;
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
