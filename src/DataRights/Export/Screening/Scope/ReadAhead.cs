using System.Buffers;
using System.Threading.Channels;

namespace DataRights.Export.Screening.Scope;

/// <summary>
/// Reads a stream ahead of whoever reads this one, on another core: a few buffers at most, in order. What the stream throws is thrown here, once
/// what came before was read. Disposal waits until the stream is no longer read, and disposes of it. Asynchronous reads and disposal only.
/// </summary>
internal sealed class ReadAhead : Stream
{
    private const int BufferSize = 256 * 1024;

    /// <summary>Buffers that wait to be read, beside the one being filled and the one being read.</summary>
    private const int Waiting = 2;

    private readonly Stream inner;
    private readonly Channel<ArraySegment<byte>> filled = Channel.CreateBounded<ArraySegment<byte>>(Waiting);
    private readonly CancellationTokenSource stop = new();
    private readonly Task reading;
    private ArraySegment<byte> current;
    private int taken;

    public ReadAhead(Stream inner)
    {
        this.inner = inner;
        reading = Task.Run(FillAsync);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (taken == current.Count && !await NextAsync(cancellationToken))
        {
            return 0;
        }

        var take = Math.Min(buffer.Length, current.Count - taken);
        current.AsSpan(taken, take).CopyTo(buffer.Span);
        taken += take;
        return take;
    }

    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what failed was told to the reader, or is of no interest any more
        Return(current);
        while (filled.Reader.TryRead(out var left))
        {
            Return(left);
        }

        current = default;
        stop.Dispose();
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        Return(current);
        (current, taken) = (default, 0);
        return await filled.Reader.WaitToReadAsync(cancellationToken) && filled.Reader.TryRead(out current);
    }

    private async Task FillAsync()
    {
        Exception? failure = null;
        try
        {
            while (true)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
                int read;
                try
                {
                    read = await inner.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop.Token);
                    if (read > 0)
                    {
                        await filled.Writer.WriteAsync(new(buffer, 0, read), stop.Token);
                        continue;
                    }
                }
                catch
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    throw;
                }

                ArrayPool<byte>.Shared.Return(buffer);
                return;
            }
        }
        catch (Exception e) when (Keep(e))
        {
            throw;
        }
        finally
        {
            filled.Writer.Complete(failure);
        }

        bool Keep(Exception e)
        {
            failure = e;
            return false;
        }
    }

    private static void Return(ArraySegment<byte> buffer)
    {
        if (buffer.Array is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
