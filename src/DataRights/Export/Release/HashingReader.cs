using System.Security.Cryptography;

namespace DataRights.Export.Release;

/// <summary>
/// Reads a seekable stream and takes the SHA-256 of all of it on the way, in whatever order it is read: what follows on the part hashed
/// so far is hashed as it passes, small gaps are filled, and <see cref="FinishAsync"/> reads the rest. A zip that is read from
/// front to back is therefore read once. Asynchronous and synchronous reads; not for concurrent use.
/// </summary>
internal sealed class HashingReader(Stream inner) : Stream
{
    private const int Gap = 1024 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[128 * 1024];
    private long hashed;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position { get => position; set => position = value; }

    /// <summary>The SHA-256 of the whole stream, in lower-case hex.</summary>
    public async Task<string> FinishAsync(CancellationToken cancellationToken)
    {
        await HashUpToAsync(inner.Length, cancellationToken);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken = default)
    {
        if (position > hashed && position - hashed <= Gap)
        {
            await HashUpToAsync(position, cancellationToken);
        }

        inner.Position = position;
        var read = await inner.ReadAsync(target, cancellationToken);
        Passed(target.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] target, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(target.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> target)
    {
        if (position > hashed && position - hashed <= Gap)
        {
            HashUpTo(position);
        }

        inner.Position = position;
        var read = inner.Read(target);
        Passed(target[..read]);
        return read;
    }

    public override int Read(byte[] target, int offset, int count) => Read(target.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => inner.Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        hash.Dispose();
        base.Dispose(disposing);
    }

    private void Passed(ReadOnlySpan<byte> read)
    {
        var known = hashed - position;
        if (known >= 0 && known < read.Length)
        {
            hash.AppendData(read[(int)known..]);
            hashed = position + read.Length;
        }

        position += read.Length;
    }

    private async Task HashUpToAsync(long end, CancellationToken cancellationToken)
    {
        inner.Position = hashed;
        while (hashed < end)
        {
            Append(await inner.ReadAsync(buffer.AsMemory(0, Wanted(end)), cancellationToken));
        }
    }

    private void HashUpTo(long end)
    {
        inner.Position = hashed;
        while (hashed < end)
        {
            Append(inner.Read(buffer, 0, Wanted(end)));
        }
    }

    private int Wanted(long end) => (int)Math.Min(buffer.Length, end - hashed);

    private void Append(int read)
    {
        if (read == 0)
        {
            throw new EndOfStreamException();
        }

        hash.AppendData(buffer, 0, read);
        hashed += read;
    }
}
