using DataRights.Export.Screening.Scope;
using Xunit;

namespace DataRights.Tests.Export.Screening;

public sealed class ReadAheadTests
{
    private static readonly byte[] Content = Bytes(3_000_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1_000, 70_000)]
    [InlineData(700_000, 9_999)]
    [InlineData(5_000_000, 4_000_000)]
    public async Task What_is_read_is_what_the_stream_holds_in_its_order(int atOnce, int asked)
    {
        var inner = new Pieces(Content, atOnce);
        var read = new MemoryStream();
        await using (var ahead = new ReadAhead(inner))
        {
            await ahead.CopyToAsync(read, asked, Token);
            Assert.Equal(0, await ahead.ReadAsync(new byte[10], Token));
        }

        Assert.True(Content.AsSpan().SequenceEqual(read.ToArray()));
        Assert.True(inner.IsDisposed);
    }

    [Fact]
    public async Task A_failure_comes_after_what_was_read_before_it()
    {
        var inner = new Pieces(Content, 100_000) { FailsAt = 2_000_000 };
        await using var ahead = new ReadAhead(inner);
        var read = new MemoryStream();
        await Assert.ThrowsAsync<InvalidDataException>(() => ahead.CopyToAsync(read, Token));
        Assert.InRange(read.Length, 1_500_000, 2_000_000);
        Assert.True(Content.AsSpan(0, (int)read.Length).SequenceEqual(read.ToArray()));
    }

    [Fact]
    public async Task Whoever_stops_early_waits_until_the_stream_is_no_longer_read()
    {
        var inner = new Pieces(Content, 100_000);
        await using (var ahead = new ReadAhead(inner))
        {
            Assert.True(await ahead.ReadAsync(new byte[10], Token) > 0);
        }

        Assert.True(inner.IsDisposed);
        Assert.False(inner.WasReadAfterDisposal);
        Assert.True(inner.Given < Content.Length, "No more than a few buffers are read ahead.");
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Gives so many bytes at once, as decompression does.</summary>
    private sealed class Pieces(byte[] content, int atOnce) : MemoryStream(content)
    {
        public long FailsAt { get; init; } = long.MaxValue;

        public bool IsDisposed { get; private set; }

        public long Given { get; private set; }

        public bool WasReadAfterDisposal { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            WasReadAfterDisposal |= IsDisposed;
            if (Given >= FailsAt)
            {
                throw new InvalidDataException();
            }

            var read = await base.ReadAsync(buffer[..Math.Min(buffer.Length, atOnce)], cancellationToken);
            Given += read;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
