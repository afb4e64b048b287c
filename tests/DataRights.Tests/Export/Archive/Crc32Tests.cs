using System.Buffers.Binary;
using System.IO.Compression;
using DataRights.Export.Archive;
using Xunit;

namespace DataRights.Tests.Export.Archive;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_catalogue_comes_out() => Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));

    [Fact]
    public void It_agrees_with_gzip_for_every_length_and_however_it_is_cut()
    {
        var random = new Random(7);
        for (var length = 0; length < 300; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var cut = random.Next(length + 1);

            Assert.Equal(Gzip(bytes), Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
            Assert.Equal(Gzip(bytes), Crc32.AppendByTable(Crc32.AppendByTable(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
        }
    }

    [Theory]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 63)]
    public void Long_runs_come_out_as_by_table(int length)
    {
        var bytes = new byte[length];
        new Random(8).NextBytes(bytes);

        Assert.Equal(Crc32.AppendByTable(0x1234, bytes), Crc32.Append(0x1234, bytes));
    }

    private static uint Gzip(byte[] bytes)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        var result = stream.ToArray();
        return result.Length == 0 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(result.AsSpan(result.Length - 8));
    }
}
