using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using DataRights.Export.Archive;
using DataRights.Storage;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Export.Archive;

public sealed class ZipWriterTests
{
    private static readonly DateTimeOffset Modified = new(2026, 3, 4, 5, 6, 8, TimeSpan.Zero);

    [Fact]
    public async Task Entries_come_back_as_they_were_through_blocks_of_any_size()
    {
        var random = new Random(5);
        foreach (var block in new[] { 1, 7, 64, 100_000 })
        {
            var contents = new[] { 0, 1, 500, 70_000 }.Select(n => RandomNumberGenerator.GetBytes(n)).ToArray();
            var bytes = await WriteAsync(block, async zip =>
            {
                foreach (var (content, i) in contents.Select((c, i) => (c, i)))
                {
                    await using var entry = await zip.OpenAsync($"dir/é{i}", random.Next(2) == 0 ? content.Length : null, i % 2 == 0, TestContext.Current.CancellationToken);
                    await entry.WriteAsync(content, TestContext.Current.CancellationToken);
                    var written = await zip.CloseAsync(TestContext.Current.CancellationToken);
                    Assert.Equal((content.LongLength, Convert.ToHexStringLower(SHA256.HashData(content))), (written.Size, written.Sha256));
                }
            });

            using var read = new ZipArchive(new MemoryStream(bytes));
            Assert.Equal(contents, read.Entries.Select(Content));
            Assert.Equal(["dir/é0", "dir/é1", "dir/é2", "dir/é3"], read.Entries.Select(e => e.FullName));
            Assert.All(read.Entries, e => Assert.Equal((Modified.DateTime, 0x81A4 << 16), (e.LastWriteTime.DateTime, e.ExternalAttributes)));
        }
    }

    [Fact]
    public async Task An_abandoned_entry_is_not_in_the_directory()
    {
        var bytes = await WriteAsync(64, async zip =>
        {
            await (await zip.OpenAsync("a", null, true, TestContext.Current.CancellationToken)).WriteAsync("half"u8.ToArray(), TestContext.Current.CancellationToken);
            await zip.AbandonAsync(TestContext.Current.CancellationToken);
            await (await zip.OpenAsync("a", null, true, TestContext.Current.CancellationToken)).WriteAsync("whole"u8.ToArray(), TestContext.Current.CancellationToken);
            await zip.CloseAsync(TestContext.Current.CancellationToken);
        });

        using var read = new ZipArchive(new MemoryStream(bytes));
        Assert.Equal("whole"u8.ToArray(), Content(Assert.Single(read.Entries)));
    }

    [Theory]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(70_000)]
    public async Task More_entries_than_the_old_format_counts_are_read_back(int count)
    {
        var bytes = await WriteAsync(100_000, async zip =>
        {
            for (var i = 0; i < count; i++)
            {
                await zip.OpenAsync($"f/{i:D6}", 0, true, TestContext.Current.CancellationToken);
                await zip.CloseAsync(TestContext.Current.CancellationToken);
            }
        });

        using var read = new ZipArchive(new MemoryStream(bytes));
        Assert.Equal(count, read.Entries.Count);
        Assert.Equal($"f/{count - 1:D6}", read.Entries[^1].FullName);
        Assert.Equal(count >= 65_535, bytes.AsSpan(bytes.Length - 42).StartsWith("PK\u0006\u0007"u8));
    }

    [Fact]
    public void Numbers_past_four_bytes_go_into_the_zip64_fields_in_the_order_of_the_format()
    {
        const long big = 5L << 32;
        var header = ZipRecords.CentralHeader(new ZipEntry("n", big + 3, 12, big + 1, 1, "", true), Modified);

        var extra = header.AsSpan(47);
        Assert.Equal(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(24)));
        Assert.Equal(12u, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(20)));
        Assert.Equal(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(42)));
        Assert.Equal((1, 16), (BinaryPrimitives.ReadUInt16LittleEndian(extra), BinaryPrimitives.ReadUInt16LittleEndian(extra[2..])));
        Assert.Equal((big + 1, big + 3), (BinaryPrimitives.ReadInt64LittleEndian(extra[4..]), BinaryPrimitives.ReadInt64LittleEndian(extra[12..])));

        var end = ZipRecords.End(3, big, 100);
        Assert.Equal(big, BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48)));
        Assert.Equal(big + 100, BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(64)));
        Assert.Equal(24, ZipRecords.DataDescriptor(new ZipEntry("n", 0, big, big, 1, "", false)).Length);
        Assert.Equal(16, ZipRecords.DataDescriptor(new ZipEntry("n", 0, 1, 1, 1, "", false)).Length);
    }

    [Theory]
    [Trait("run", "long")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_entry_of_more_than_four_gibibytes_is_read_back(bool announced)
    {
        const long size = (4L << 30) + 12_345;
        var chunk = new byte[1 << 20];
        var bytes = await WriteAsync(1 << 20, async zip =>
        {
            var entry = await zip.OpenAsync("big", announced ? size : null, true, TestContext.Current.CancellationToken);
            for (var left = size; left > 0; left -= chunk.Length)
            {
                await entry.WriteAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), TestContext.Current.CancellationToken);
            }

            await zip.CloseAsync(TestContext.Current.CancellationToken);
        });

        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        using var read = new ZipArchive(new MemoryStream(bytes));
        Assert.Equal(size, read.Entries[0].Length);
        Assert.Equal(0, (await Tool.RunAsync("python3", "-c", "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); sys.exit(z.testzip() is not None)", path)).ExitCode);
        File.Delete(path);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        var stream = new MemoryStream();
        using var content = entry.Open();
        content.CopyTo(stream);
        return stream.ToArray();
    }

    private static async Task<byte[]> WriteAsync(int block, Func<ZipWriter, Task> write)
    {
        var store = new InMemoryObjectStore(TimeProvider.System);
        await using var output = new BlockStream(store, "archives/x.zip", 1, block);
        await using var zip = new ZipWriter(output, Modified);
        await write(zip);
        await zip.FinishAsync(TestContext.Current.CancellationToken);
        Assert.True(await output.CommitAsync(WriteCondition.IfAbsent, TestContext.Current.CancellationToken));
        Assert.True(store.LargestBlock <= block);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(store.Bytes("archives/x.zip")!)), output.Sha256);
        return store.Bytes("archives/x.zip")!;
    }
}
