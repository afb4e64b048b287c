using System.Text;
using System.Text.Json;
using DataRights.Export.Verification;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>The readers that check an archive take what was written and nothing that only looks like it, wherever reads break off.</summary>
public sealed class RowFormTests
{
    [Theory]
    [InlineData("a,b\r\n", 0, 0)]
    [InlineData("a,b\r\n1,2\r\n,\"\"\r\n", 2, 0)]
    [InlineData("\"a\",b\r\n\"x,\r\n\"\"y\"\"\",2\r\n", 1, 0)]
    [InlineData("a,b\r\n1\r\n1,2,3\r\n1,2\r\n", 3, 2)]
    public async Task Csv_is_counted(string text, long rows, long odd)
    {
        var tally = await CsvAsync(text);

        Assert.Equal((rows, odd), (tally.Rows, tally.Odd));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("b,a\r\n")]
    [InlineData("a\r\n")]
    [InlineData("a,b,c\r\n")]
    [InlineData("\uFEFFa,b\r\n")]
    [InlineData("a,b\r\n1,2")]
    [InlineData("a,b\r\n1,\"2\r\n")]
    [InlineData("a,b\r\n1,\"2\"3\r\n")]
    [InlineData("a,b\r\n1,2\"3\r\n")]
    [InlineData("a,b\r\n1,2\r3\r\n")]
    public async Task What_is_no_csv_of_ours_is_refused(string text) => await Assert.ThrowsAsync<InvalidDataException>(() => CsvAsync(text));

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("{\"a\":1,\"b\":{\"c\":[]}}\n{\"a\":null,\"b\":\"\"}\n", 2, 0)]
    [InlineData("{\"b\":1,\"a\":2}\n{\"a\":1}\n{\"a\":1,\"b\":2,\"c\":3}\n", 3, 3)]
    public async Task Json_lines_are_counted(string text, long rows, long odd)
    {
        var tally = new RowTally(["a", "b"]);
        await LineRows.TallyAsync(new Drops(text), tally, TestContext.Current.CancellationToken);

        Assert.Equal((rows, odd), (tally.Rows, tally.Odd));
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":2}")]
    [InlineData("[]\n")]
    [InlineData("\n")]
    [InlineData("{\"a\":1}{\"a\":1}\n")]
    [InlineData("{\"a\":1,\n\"b\":2}\n")]
    public async Task What_is_not_one_object_a_line_is_refused(string text) => await Assert.ThrowsAnyAsync<JsonException>(() =>
        LineRows.TallyAsync(new Drops(text), new RowTally(["a", "b"]), TestContext.Current.CancellationToken));

    private static async Task<RowTally> CsvAsync(string text)
    {
        var tally = new RowTally(["a", "b"]);
        await new CsvRows(tally).ReadAsync(new Drops(text), TestContext.Current.CancellationToken);
        return tally;
    }

    /// <summary>Gives one byte at a time.</summary>
    private sealed class Drops(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..1], cancellationToken);
    }
}
