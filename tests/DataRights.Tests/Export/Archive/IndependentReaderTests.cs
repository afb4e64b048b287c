using System.Security.Cryptography;
using System.Text;
using DataRights.Export.Archive;
using Xunit;

namespace DataRights.Tests.Export.Archive;

/// <summary>What programs of others read out of our zips, from the directory and as a stream, and that they do notice damage.</summary>
public sealed class IndependentReaderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Modified = new(2026, 3, 4, 5, 6, 8, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("datarights-zip-").FullName;
    private readonly IncrementalHash expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Zip => Path.Combine(folder, "archive.zip");

    private string Expected => Convert.ToHexStringLower(expected.GetCurrentHash()) + "\n";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        expected.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(ZipReaders.Names), MemberType = typeof(ZipReaders))]
    public async Task Rows_photographs_and_nothing_are_read_back(string reader)
    {
        await MixedAsync();

        Assert.Equal((0, Expected), await ZipReaders.ReadAsync(reader, Zip));
    }

    [Theory]
    [MemberData(nameof(ZipReaders.Names), MemberType = typeof(ZipReaders))]
    public async Task A_flipped_byte_between_joined_chunks_is_noticed(string reader)
    {
        await MixedAsync();
        await using (var file = File.Open(Zip, FileMode.Open))
        {
            file.Position = file.Length / 3;
            var flipped = (byte)~file.ReadByte();
            file.Position--;
            file.WriteByte(flipped);
        }

        Assert.NotEqual((0, Expected), await ZipReaders.ReadAsync(reader, Zip));
    }

    [Fact]
    public async Task Zipinfo_lists_every_name_as_a_regular_file_without_complaint()
    {
        await MixedAsync();

        Assert.Equal((0, "bag/data/rows.json\nbag/data/chữ 漢字.jpg\nbag/data/empty\nbag/data/short.txt\n"), await Tool.BashAsync(["zipinfo"], "zipinfo -1 \"$1\" 2>&1", Zip));
        Assert.Equal((0, "4\n"), await Tool.BashAsync(["zipinfo"], "zipinfo -l \"$1\" 2>&1 | grep -c '^-rw-r--r--'", Zip));
    }

    [Fact]
    [Trait("run", "long")]
    public async Task An_entry_of_more_than_four_gibibytes_is_read_back()
    {
        const long size = (4L << 30) + 12_345;
        await WriteAsync(async zip =>
        {
            await PutAsync(zip, "first", Rows(1000), compress: true);
            var block = Rows(1 << 20);
            var entry = await zip.OpenAsync("big", size, compress: true, Token);
            for (var left = size; left > 0; left -= block.Length)
            {
                await entry.WriteAsync(Note(block.AsMemory(0, (int)Math.Min(left, block.Length))), Token);
            }

            await zip.CloseAsync(Token);
            await PutAsync(zip, "last", Rows(1000), compress: true);
        });

        await AllAgreeAsync();
    }

    [Fact]
    [Trait("run", "long")]
    public async Task Seventy_thousand_entries_are_read_back()
    {
        await WriteAsync(async zip =>
        {
            for (var i = 0; i < 70_000; i++)
            {
                await PutAsync(zip, $"f/{i:D6}", Encoding.UTF8.GetBytes($"{i};"), compress: i % 2 == 0);
            }
        });

        await AllAgreeAsync();
    }

    [Fact]
    [Trait("run", "long")]
    public async Task Entries_that_begin_after_four_gibibytes_are_read_back()
    {
        await WriteAsync(async zip =>
        {
            var noise = new byte[(64 << 20) - 3];
            new Random(4).NextBytes(noise);
            for (var i = 0; i < 66; i++)
            {
                await PutAsync(zip, $"{i}.jpg", noise, compress: false);
            }
        });

        Assert.True(new FileInfo(Zip).Length > uint.MaxValue);
        await AllAgreeAsync();
    }

    /// <summary>One archive for all of them: it takes longer to write than to read.</summary>
    private async Task AllAgreeAsync()
    {
        foreach (var reader in ZipReaders.All)
        {
            var (code, output) = await ZipReaders.ReadAsync(reader, Zip);
            Assert.Equal((reader, 0, Expected), (reader, code, output));
        }
    }

    /// <summary>Entries of several chunks, stored, empty and short ones.</summary>
    private Task MixedAsync() => WriteAsync(async zip =>
    {
        var noise = new byte[EntryChunks.Size + 70_000];
        new Random(3).NextBytes(noise);
        await PutAsync(zip, "bag/data/rows.json", Rows((3 * EntryChunks.Size) + 500), compress: true);
        await PutAsync(zip, "bag/data/chữ 漢字.jpg", noise, compress: false);
        await PutAsync(zip, "bag/data/empty", [], compress: true);
        await PutAsync(zip, "bag/data/short.txt", "short"u8.ToArray(), compress: true);
    });

    private async Task WriteAsync(Func<ZipWriter, Task> write)
    {
        await using var file = File.Create(Zip);
        await using var zip = new ZipWriter(file, Modified);
        await write(zip);
        await zip.FinishAsync(Token);
    }

    private async Task PutAsync(ZipWriter zip, string name, byte[] content, bool compress)
    {
        var entry = await zip.OpenAsync(name, content.Length, compress, Token);
        await entry.WriteAsync(Note(content), Token);
        await zip.CloseAsync(Token);
    }

    private ReadOnlyMemory<byte> Note(ReadOnlyMemory<byte> content)
    {
        expected.AppendData(content.Span);
        return content;
    }

    private static byte[] Rows(int length)
    {
        var random = new Random(length);
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{{\"id\":{random.Next()},\"note\":\"row {random.Next(1000)}\"}}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString())[..length];
    }
}
