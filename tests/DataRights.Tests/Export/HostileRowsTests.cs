using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>Rows made of what breaks files: whatever stands in a store is read back from every format, to the character.</summary>
public sealed class HostileRowsTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Pieces =
    [
        "", "'", "''", "\"", "\"\"", ",", ";", "\t", "\r", "\n", "\r\n", " ", "\u00A0", "\u3000", "\uFEFF", "\u202E", "\u200B", "\0", "\v", "=", "+", "-", "@",
        "＝", "＋", "－", "＠", "\\", "\\N", "N", "null", "NULL", "urn:data-rights:missing", "=cmd|' /C calc'!A0", "\u2028", "👩‍👩‍👧", "漢", "é", "e\u0301", "\U000E0041", "{", "[", "a", "1",
    ];

    private static readonly IReadOnlyList<ColumnSchema> Columns =
    [
        FakeTable.Column("id", ValueKind.Integer), FakeTable.Column("text", ValueKind.Text), FakeTable.Column("number", ValueKind.Number),
        FakeTable.Column("real", ValueKind.Double), FakeTable.Column("json", ValueKind.Json), FakeTable.Column("list", ValueKind.Array),
        FakeTable.Column("bytes", ValueKind.Bytes), FakeTable.Column("flag", ValueKind.Boolean), FakeTable.Column("other", ValueKind.Other),
        FakeTable.Column("odd, \"=name", ValueKind.Text),
    ];

    public static TheoryData<ExportFormat, CsvFormulas?, int> Cases()
    {
        var cases = new TheoryData<ExportFormat, CsvFormulas?, int>();
        for (var seed = 1; seed <= 12; seed++)
        {
            cases.Add(ExportFormat.Json, null, seed);
            cases.Add(ExportFormat.Ndjson, null, seed);
            cases.Add(ExportFormat.Csv, null, seed);
            cases.Add(ExportFormat.Csv, CsvFormulas.Keep, seed);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Hostile_rows_are_read_back_to_the_character(ExportFormat format, CsvFormulas? formulas, int seed)
    {
        var made = new Random(seed);
        List<object?[]> rows = [];
        List<string?[]> expected = [];
        for (var i = 0; i < 150; i++)
        {
            var row = Enumerable.Range(0, Columns.Count).Select(c => Value(c, i, made)).ToList();
            rows.Add([.. row.Select(v => v.Value)]);
            expected.Add([.. row.Select(v => v.Text)]);
        }

        var harness = new ExportHarness(format, formulas) { Options = new() { BlockSize = 2048, PartSize = 9000 } };
        harness.Map = harness.Map with { Collections = [harness.Map.Collections[0], ExportMap.Table("orders", "contract", Columns), .. harness.Map.Collections.Skip(2)] };
        harness.Main = new("main", harness.Clock, harness.Users, new("orders", Columns, rows), harness.Scores);

        var bag = await harness.ExportAsync();

        Assert.Empty((await bag.VerifyAsync()).Findings);
        Assert.True(bag.Resources().Count(r => r.GetProperty("name").GetString()!.StartsWith("main.orders", StringComparison.Ordinal)) > 2);
        var read = bag.Rows("main.orders");
        Assert.Equal(expected.Count, read.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i], Columns.Select(c => read[i][c.Name]));
        }
    }

    [Fact]
    public async Task No_cell_of_csv_begins_as_a_formula_wherever_a_spreadsheet_splits()
    {
        var texts = new Random(7);
        List<object?[]> rows = [.. Enumerable.Range(0, 2000).Select(i => new object?[] { (long)i, Text(texts), null, null, null, null, null, null, FakeValue.Canonical(Text(texts)), null })];
        var harness = new ExportHarness(ExportFormat.Csv);
        harness.Map = harness.Map with { Collections = [harness.Map.Collections[0], ExportMap.Table("orders", "contract", Columns), .. harness.Map.Collections.Skip(2)] };
        harness.Main = new("main", harness.Clock, harness.Users, new("orders", Columns, rows), harness.Scores);

        var bag = await harness.ExportAsync();

        var cells = CsvReading.Records(bag.Text("data/tables/main/orders.csv")).Skip(1).SelectMany(r => r).SelectMany(c => c.Split(';', '\t', '\r', '\n'));
        Assert.DoesNotContain(cells, c => c.Trim([.. " \u00A0\u3000\uFEFF\u202E\u200B\0\v"]) is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..]);
    }

    private static (object? Value, string? Text) Value(int column, int row, Random made)
    {
        if (column == 0)
        {
            var id = made.Next(3) switch { 0 => long.MinValue + row, 1 => (1L << 53) + row, _ => row };
            return (id, id.ToString(CultureInfo.InvariantCulture));
        }

        if (made.Next(6) == 0)
        {
            return (null, null);
        }

        var text = Text(made);
        switch (column)
        {
            case 2:
                var digits = ((string[])["-0", "0.10", "-12345678901234567890123.4500", "1E+400", "NaN"])[made.Next(5)];
                return (FakeValue.Number(digits), digits);
            case 3:
                var real = ((double[])[double.MaxValue, -double.Epsilon, 0.1, -1e21, double.NegativeInfinity])[made.Next(5)];
                return (real, double.IsInfinity(real) ? "-INF" : real.ToString("R", CultureInfo.InvariantCulture));
            case 4:
                var json = $"{{\"k\": [{Quoted(text)}, -5, null], \"s\": {Quoted(text)}}}";
                return (FakeValue.Json(json), json);
            case 5:
                return (new object?[] { text, null, -1L }, $"[{Quoted(text)},null,-1]");
            case 6:
                var bytes = Encoding.UTF8.GetBytes(text);
                return (bytes, Convert.ToBase64String(bytes));
            case 7:
                return (row % 2 == 0, row % 2 == 0 ? "true" : "false");
            case 8:
                return (FakeValue.Canonical(text), text);
            default:
                return (text, text);
        }
    }

    private static string Text(Random made) => string.Concat(Enumerable.Range(0, made.Next(6)).Select(_ => Pieces[made.Next(Pieces.Length)]));

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Relaxed);
}
