using System.Globalization;

namespace DataRights.Cli.Tests.Docs;

/// <summary>The arithmetic of docs/capacity.md is done again.</summary>
public sealed class CapacityTests
{
    private static readonly Guide Page = Guide.Open("docs/capacity.md");

    [Fact]
    public void Costs_are_quantity_by_price_and_sums_are_sums()
    {
        var tables = Page.Tables.Where(t => t[0].SequenceEqual(["what", "quantity", "per", "list price", "cost"])).ToList();
        Assert.Equal(5, tables.Count);
        foreach (var table in tables)
        {
            var sum = 0m;
            foreach (var row in table.Skip(1).SkipLast(1))
            {
                var cost = Number(row[1]) / Number(row[2]) * Number(row[3]);
                Assert.Equal(Math.Round(cost, Digits(row[4]), MidpointRounding.AwayFromZero), Number(row[4]));
                sum += Number(row[4]);
            }

            Assert.Equal(("**sum**", sum), (table[^1][0], Number(table[^1][4].Trim('*'))));
        }
    }

    [Fact]
    public void One_list_price_holds_for_all_tables() =>
        Assert.All(
            Page.Tables.Where(t => t[0][0] == "what").SelectMany(t => t.Skip(1).SkipLast(1)).GroupBy(r => r[0]),
            g => Assert.Single(g.Select(r => (r[2], r[3])).Distinct()));

    [Fact]
    public void Requests_a_second_instances_and_connections_follow_from_the_formula()
    {
        var rows = Page.Tables.Single(t => t[0][0] == "requests a month" && t[0][^1] == "connections").Skip(1).Select(r => r.Select(Number).ToArray()).ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, r =>
        {
            var average = r[0] / 2_592_000m;
            Assert.Equal(Math.Round(average, 4, MidpointRounding.AwayFromZero), r[1]);
            Assert.Equal(Math.Round(average * 10, 3, MidpointRounding.AwayFromZero), r[2]);
            Assert.Equal(Math.Ceiling(average * 10 / (4m / 2m)), r[3]);
            Assert.Equal(r[3] * 4, r[4]);
        });
    }

    [Fact]
    public void Seconds_of_a_round_follow_from_records()
    {
        var rows = Page.Tables.Single(t => t[0][^1] == "seconds a round").Skip(1).Select(r => r.Select(Number).ToArray()).ToList();
        Assert.All(rows, r =>
        {
            Assert.Equal((Math.Floor(r[0] * 7 / 30), r[0] * 12), (r[1], r[2]));
            Assert.Equal(Math.Round(2 + (r[1] * 0.005m) + (r[2] / 1000 * 0.05m), MidpointRounding.ToEven), r[3]);
        });
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static int Digits(string text) => text.Length - 1 - text.IndexOf('.', StringComparison.Ordinal);
}
