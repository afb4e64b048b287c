using System.Globalization;
using DataRights.Export;
using DataRights.Export.Rows;
using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Export;

public abstract class ExportedValuesTests(ExportFormat format)
{
    public sealed class OfJson() : ExportedValuesTests(ExportFormat.Json);

    public sealed class OfNdjson() : ExportedValuesTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : ExportedValuesTests(ExportFormat.Csv);

    [Theory]
    [InlineData("id", "7")]
    [InlineData("empty", "")]
    [InlineData("nothing", null)]
    [InlineData("big", "9223372036854775807")]
    [InlineData("balance", "12345678901234567890.1200")]
    [InlineData("ratio", "0.1")]
    [InlineData("nan", "NaN")]
    [InlineData("seen", "2026-01-02T03:04:05.123456Z")]
    [InlineData("blob", "AAH+/w==")]
    [InlineData("settings", "{\"n\": 12345678901234567890, \"s\": \"\\u0000\"}")]
    [InlineData("tags", "[\"a\",null,[1]]")]
    [InlineData("active", "true")]
    [InlineData("id_number", "******567")]
    public async Task A_value_is_written_without_loss(string column, string? expected)
    {
        var bag = await new ExportHarness(format).ExportAsync();

        Assert.Equal(expected, bag.Rows("main.users")[0][column]);
    }

    [Fact]
    public async Task Text_of_every_plane_is_kept_and_a_lone_surrogate_is_replaced_and_reported()
    {
        var bag = await new ExportHarness(format).ExportAsync();

        var row = bag.Rows("main.users")[0];
        Assert.Equal(ExportHarness.Emoji, row["name"]);
        Assert.EndsWith("=cmd()\uFFFD!", row["bio"], StringComparison.Ordinal);
        Assert.Contains(ExportHarness.RightToLeft, row["bio"], StringComparison.Ordinal);
        Assert.Equal(["users/"], bag.Missing("text-repaired"));
    }

    [Fact]
    public async Task What_the_map_omits_masks_or_does_not_declare_is_not_in_the_archive_in_clear()
    {
        var harness = new ExportHarness(format) { Coverage = [new("column-undeclared", "main", "users", "undeclared", "Declare it.", 3)] };

        var bag = await harness.ExportAsync();

        Assert.False(bag.Rows("main.users")[0].ContainsKey("password_hash"));
        Assert.False(bag.Rows("main.users")[0].ContainsKey("undeclared"));
        Assert.All(bag.Paths.Where(p => p.StartsWith("data/tables", StringComparison.Ordinal) || p.EndsWith(".html", StringComparison.Ordinal)),
            p => Assert.DoesNotMatch("AB1234567|secret\"|unknown", bag.Text(p)));
        Assert.Equal(["users/password_hash"], bag.Missing("column-omitted"));
        Assert.Equal(["users/id_number"], bag.Missing("column-masked"));
        Assert.Equal(["users/undeclared"], bag.Missing("column-undeclared"));
        Assert.Contains("Declare it.", harness.Request.Record.Findings);
    }

    [Fact]
    public async Task A_schema_promises_no_more_than_the_values_keep()
    {
        var harness = new ExportHarness(format);
        harness.Main = new("main", harness.Clock, harness.Users, new("orders", ExportMap.OrderColumns, [[1L, 7L, 1L, 5L], [2L, "seven", 2.5m, null]]), harness.Scores);

        var schema = (await harness.ExportAsync()).Resource("main.orders").GetProperty("schema");

        Assert.Equal(["integer", "any", "number", "integer"], schema.GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("type").GetString()));
        Assert.Equal("main.users", schema.GetProperty("foreignKeys")[0].GetProperty("reference").GetProperty("resource").GetString());
        Assert.Equal("id", schema.GetProperty("primaryKey")[0].GetString());
        Assert.DoesNotContain("", schema.GetProperty("missingValues").EnumerateArray().Select(v => v.GetString()));
    }

    [Fact]
    public async Task A_big_collection_is_split_between_rows_and_loses_none()
    {
        var harness = new ExportHarness(format) { Options = new ExportOptions { BlockSize = 2048, PartSize = 400 } };

        var bag = await harness.ExportAsync();

        var parts = bag.Paths.Where(p => p.StartsWith("data/tables/main/orders", StringComparison.Ordinal)).ToList();
        Assert.True(parts.Count > 5);
        Assert.Equal(Enumerable.Range(1, 120).Select(i => (long)i), bag.Rows("main.orders").Select(r => long.Parse(r["id"]!, CultureInfo.InvariantCulture)));
        Assert.Empty((await bag.VerifyAsync()).Findings);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("ab", "**")]
    [InlineData("abc", "**c")]
    [InlineData("4111111111111111", "************1111")]
    [InlineData("👍👍👍", "**👍")]
    public void A_mask_shows_four_characters_at_most_and_a_third_at_most(string value, string expected) =>
        Assert.Equal(expected, MaskedText.Of(value));
}
