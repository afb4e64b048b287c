using System.Buffers;

namespace DataRights.Export.Archive;

/// <summary>One chunk of an entry: being filled, then being worked on, then written. Its buffers are the shared pool's.</summary>
internal sealed class EntryChunk : IDisposable
{
    private byte[]? content = ArrayPool<byte>.Shared.Rent(EntryChunks.Size);
    private byte[]? deflated;
    private int filled;
    private Task digested = Task.CompletedTask;
    private Task<int> length = Task.FromResult(0);

    public bool IsFull => filled == EntryChunks.Size;

    public bool IsEmpty => filled == 0;

    /// <summary>Whether writing it need not wait.</summary>
    public bool IsReady => length.IsCompleted && digested.IsCompleted;

    private ReadOnlyMemory<byte> Content => content.AsMemory(0, filled);

    /// <summary>Takes as much as fits, and says how much that was.</summary>
    public int Fill(ReadOnlySpan<byte> bytes)
    {
        var take = Math.Min(bytes.Length, EntryChunks.Size - filled);
        bytes[..take].CopyTo(content.AsSpan(filled));
        filled += take;
        return take;
    }

    /// <summary>Begins the work on it; nothing is filled in any more.</summary>
    public void Begin(EntryDigest digest, bool compress)
    {
        digested = digest.AppendAsync(Content);
        if (compress)
        {
            deflated = ArrayPool<byte>.Shared.Rent(filled);
            length = Task.Run(() => ChunkDeflater.Deflate(Content.Span, deflated));
        }
    }

    /// <summary>Writes what it has become, as soon as that is known.</summary>
    public async ValueTask WriteAsync(Stream output, byte[] scratch, CancellationToken cancellationToken)
    {
        if (await length is var bytes and > 0)
        {
            await output.WriteAsync(deflated.AsMemory(0, bytes), cancellationToken);
        }
        else
        {
            await StoredBlocks.WriteAsync(output, Content, scratch, cancellationToken);
        }

        await digested;
    }

    /// <summary>Waits for the work on it, however that ends; it can be disposed of then.</summary>
    public async Task SettleAsync() =>
        await Task.WhenAll(length, digested).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose()
    {
        Return(ref content);
        Return(ref deflated);
    }

    private static void Return(ref byte[]? buffer)
    {
        if (Interlocked.Exchange(ref buffer, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
