using System.Text;
using System.Text.Json;
using DataRights.Export.Rows;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>A text is the same text whether the store hands it over as characters or as the bytes it sent.</summary>
public sealed class Utf8ValueTests
{
    private static readonly string[] Pieces = ["a", "\"", "\\", "\n", "\r\n", "\t", "\u0001", "<script>", "ü", "漢字", "👩‍👩‍👧", "\u202E", "\uFEFF", " = 1", "", "{", "}"];

    private readonly Random random = new(17);

    [Fact]
    public void A_text_comes_out_alike()
    {
        for (var i = 0; i < 2_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            AssertAlike(w => w.Text(text), w => w.Utf8Text(Encoding.UTF8.GetBytes(text)));
        }

        var longest = string.Concat(Enumerable.Repeat("漢字\"\n", 400_000));
        AssertAlike(w => w.Text(longest), w => w.Utf8Text(Encoding.UTF8.GetBytes(longest)));
    }

    [Theory]
    [InlineData("{\"a\": [1, 2.50, \"\\u0000\"],\n \"b\":null}")]
    [InlineData("\"text\"")]
    [InlineData("12345678901234567890.10")]
    [InlineData("null")]
    [InlineData("{\"a\": }")]
    [InlineData("")]
    public void Json_comes_out_alike_even_where_it_is_none(string text) =>
        AssertAlike(w => w.Json(text), w => w.Utf8Json(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Nothing_is_allocated_for_a_value()
    {
        var buffer = new RowBuffer();
        using var json = new Utf8JsonWriter(buffer, JsonRowEncoder.Options);
        var writer = new JsonValueWriter(json, 100);
        var text = "Người dùng Nº 1 says \"hello\""u8.ToArray();
        var stored = "{\"gift\": true, \"city\": \"Hồ Chí Minh\"}"u8.ToArray();

        // Code that was not optimized yet does allocate; it is optimized in the background, whenever the machine comes to it.
        var allocated = long.MaxValue;
        for (var round = 0; round < 600 && allocated > 0; round++)
        {
            Thread.Sleep(round == 0 ? 0 : 50);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Write(1_000);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, allocated);

        void Write(int rows)
        {
            for (var i = 0; i < rows; i++)
            {
                buffer.Clear();
                json.Reset();
                json.WriteStartArray();
                Start().Utf8Text(text);
                Start().Utf8Json(stored);
                Start().Integer(i);
                Start().Number("12.50");
                Start().Double(0.5);
                Start().Boolean(true);
                Start().Canonical("2026-01-02T03:04:05.123456Z");
                Start().Bytes(text);
                Start().Null();
                json.WriteEndArray();
                json.Flush();
            }
        }

        JsonValueWriter Start()
        {
            writer.StartCell(masked: false, readable: false);
            return writer;
        }
    }

    private static void AssertAlike(Action<IValueWriter> asCharacters, Action<IValueWriter> asBytes)
    {
        foreach (var (masked, readable, oneLine) in new[] { (false, false, false), (false, false, true), (true, false, false), (false, true, true), (true, true, false) })
        {
            Assert.Equal(Written(asCharacters, masked, readable, oneLine), Written(asBytes, masked, readable, oneLine));
        }
    }

    private static (string Json, SeenValues Seen, string? Cell) Written(Action<IValueWriter> write, bool masked, bool readable, bool oneLine)
    {
        var buffer = new RowBuffer();
        using var json = new Utf8JsonWriter(buffer, JsonRowEncoder.Options);
        var writer = new JsonValueWriter(json, 100) { OneLine = oneLine };
        writer.StartCell(masked, readable);
        write(writer);
        json.Flush();
        return (Encoding.UTF8.GetString(buffer.Written.Span), writer.Seen, writer.Cell?.Take());
    }
}
