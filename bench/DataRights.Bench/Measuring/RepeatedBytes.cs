namespace DataRights.Bench.Measuring;

/// <summary>Bytes that do not compress, as an archive's do not: the same every time, at most 64 MiB of them in memory.</summary>
internal sealed class RepeatedBytes : Stream
{
    private static readonly byte[] Period = MakePeriod();

    private readonly long length;
    private long position;

    public RepeatedBytes(long length) => this.length = length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => position; set => position = value; }

    /// <summary>The next bytes where they lie, so that handing them over costs nothing.</summary>
    public ReadOnlyMemory<byte> Next(int most)
    {
        var at = (int)(position % Period.Length);
        var count = (int)Math.Min(Math.Min(most, Period.Length - at), length - position);
        position += count;
        return Period.AsMemory(at, count);
    }

    public override int Read(Span<byte> buffer)
    {
        var next = Next(buffer.Length);
        next.Span.CopyTo(buffer);
        return next.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin) => position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => position,
        _ => length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static byte[] MakePeriod()
    {
        var bytes = new byte[(64 << 20) - 7];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
