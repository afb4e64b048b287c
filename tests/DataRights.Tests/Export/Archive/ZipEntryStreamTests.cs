using System.IO.Compression;
using System.Security.Cryptography;
using DataRights.Export.Archive;
using Xunit;

namespace DataRights.Tests.Export.Archive;

/// <summary>What an entry becomes depends on its content and on nothing else.</summary>
public sealed class ZipEntryStreamTests
{
    private const int Chunk = EntryChunks.Size;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Any_content_in_writes_of_any_size_on_any_number_of_cores_makes_the_same_bytes(bool compress)
    {
        var random = new Random(11);
        foreach (var length in new[] { 0, 1, 65_535, 65_536, Chunk - 1, Chunk, Chunk + 1, 3 * Chunk, (5 * Chunk) + 77_777 })
        {
            var content = Content(random, length);
            var (bytes, entry) = await WriteAsync(content, compress, workers: 1, [int.MaxValue]);

            Assert.Equal(content, Inflate(bytes));
            Assert.Equal((length, bytes.LongLength), (entry.Size, entry.CompressedSize));
            Assert.Equal((Crc32.AppendByTable(0, content), Convert.ToHexStringLower(SHA256.HashData(content))), (entry.Crc, entry.Sha256));
            for (var workers = 2; workers <= 4; workers++)
            {
                var sizes = Enumerable.Range(0, 50).Select(_ => random.Next(1, random.Next(2) == 0 ? 90_000 : 3 * Chunk)).ToArray();
                var (again, same) = await WriteAsync(content, compress, workers, sizes);
                Assert.True(bytes.AsSpan().SequenceEqual(again), $"{length} bytes come out otherwise with {workers} workers.");
                Assert.Equal(entry, same);
            }
        }
    }

    [Fact]
    public async Task Whole_chunks_come_out_alike_whatever_follows()
    {
        var random = new Random(12);
        var start = Content(random, 2 * Chunk);
        var (alone, _) = await WriteAsync(start, compress: true, workers: 2, [Chunk]);
        foreach (var more in new[] { 1, Chunk, Chunk + 5 })
        {
            var (longer, _) = await WriteAsync([.. start, .. Content(random, more)], compress: true, workers: 3, [Chunk]);
            Assert.True(longer.AsSpan().StartsWith(alone.AsSpan(..^EntryChunks.End.Length)));
        }
    }

    [Fact]
    public async Task Chunks_made_on_their_own_join_into_one_stream()
    {
        var random = new Random(13);
        byte[][] parts = [Content(random, Chunk), Content(random, Chunk), Content(random, 1234)];
        var joined = new MemoryStream();
        foreach (var part in parts)
        {
            var (bytes, _) = await WriteAsync(part, compress: true, workers: 1, [Chunk]);
            joined.Write(bytes.AsSpan(..^EntryChunks.End.Length));
        }

        joined.Write(EntryChunks.End.Span);
        byte[] whole = [.. parts.SelectMany(p => p)];
        var (together, _) = await WriteAsync(whole, compress: true, workers: 4, [Chunk]);
        Assert.True(together.AsSpan().SequenceEqual(joined.ToArray()));
    }

    [Fact]
    public async Task Content_that_deflate_cannot_make_smaller_grows_by_a_ten_thousandth_at_most()
    {
        var noise = new byte[(2 * Chunk) + 9];
        new Random(14).NextBytes(noise);
        var (bytes, _) = await WriteAsync(noise, compress: true, workers: 2, [Chunk]);
        var (stored, _) = await WriteAsync(noise, compress: false, workers: 2, [Chunk]);

        Assert.True(bytes.AsSpan().SequenceEqual(stored));
        Assert.InRange(bytes.Length - noise.Length, 1, noise.Length / 10_000);
    }

    [Fact]
    public async Task An_empty_entry_is_a_final_block_of_nothing() =>
        Assert.Equal(EntryChunks.End.ToArray(), (await WriteAsync([], compress: true, workers: 2, [1])).Bytes);

    [Fact]
    public async Task Memory_holds_a_chunk_for_each_worker_and_one_more()
    {
        var output = new MemoryStream();
        var stream = new ZipEntryStream(output, "n", zip64: false, compress: true, workers: 2);
        await stream.WriteAsync(new byte[10 * Chunk], Token);

        Assert.True(output.Length > 0, "Nothing was written while there was more to come.");
        await stream.EndAsync(0, Token);
        Assert.Equal(10 * Chunk, Inflate(output.ToArray()).Length);
    }

    [Fact]
    public async Task An_output_that_fails_fails_the_write_and_everything_after()
    {
        await using var stream = new ZipEntryStream(new FailingStream(after: 3000), "n", zip64: false, compress: false, workers: 2);

        await Assert.ThrowsAsync<IOException>(() => stream.WriteAsync(new byte[5 * Chunk], Token).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.WriteAsync(new byte[5 * Chunk], Token).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.EndAsync(0, Token));
    }

    [Fact]
    public async Task A_cancelled_write_stops_and_leaves_nothing_running()
    {
        using var stop = new CancellationTokenSource();
        await using var stream = new ZipEntryStream(new MemoryStream(), "n", zip64: false, compress: true, workers: 4);
        await stream.WriteAsync(new byte[3 * Chunk], stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.WriteAsync(new byte[1], stop.Token).AsTask());
        await stream.DisposeAsync();
        await stream.DisposeAsync();
    }

    /// <summary>Some of it like rows, some like a photograph.</summary>
    private static byte[] Content(Random random, int length)
    {
        var content = new byte[length];
        for (var at = 0; at < length;)
        {
            var run = content.AsSpan(at, Math.Min(random.Next(1, 40_000), length - at));
            if (random.Next(4) == 0)
            {
                random.NextBytes(run);
            }
            else
            {
                run.Fill((byte)random.Next(256));
            }

            at += run.Length;
        }

        return content;
    }

    private static async Task<(byte[] Bytes, ZipEntry Entry)> WriteAsync(byte[] content, bool compress, int workers, int[] sizes)
    {
        var output = new MemoryStream();
        var stream = new ZipEntryStream(output, "n", zip64: false, compress, workers);
        for (var (at, i) = (0, 0); at < content.Length; i++)
        {
            var take = Math.Min(sizes[i % sizes.Length], content.Length - at);
            await stream.WriteAsync(content.AsMemory(at, take), Token);
            at += take;
        }

        var entry = await stream.EndAsync(0, Token);
        return (output.ToArray(), entry);
    }

    private static byte[] Inflate(byte[] bytes)
    {
        var content = new MemoryStream();
        using var deflate = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
        deflate.CopyTo(content);
        return content.ToArray();
    }

    private sealed class FailingStream(int after) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position + buffer.Length > after ? throw new IOException("The disk is full.") : base.WriteAsync(buffer, cancellationToken);
    }
}
