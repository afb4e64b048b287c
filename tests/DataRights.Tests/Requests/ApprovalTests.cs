using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class ApprovalTests
{
    private static readonly Approval Approved = new("map", DateTimeOffset.UnixEpoch, ["cap-rows"], Counts(("orders", 50), ("letters", 5_000)));

    [Theory]
    [InlineData("map", 150, 5_500, 100, true)]
    [InlineData("map", 0, 0, 0, true)]
    [InlineData("map", 151, 5_000, 0, false)]
    [InlineData("map", 50, 5_501, 0, false)]
    [InlineData("map", 50, 5_000, 101, false)]
    [InlineData("other", 50, 5_000, 0, false)]
    public void It_covers_its_map_and_its_counts_with_a_tenth_or_a_hundred_rows_more(string map, long orders, long letters, long others, bool covers) =>
        Assert.Equal(covers, Approved.Covers(map, Counts(("orders", orders), ("letters", letters), ("others", others))));

    private static Dictionary<string, long> Counts(params (string Collection, long Rows)[] counts) => counts.ToDictionary(c => c.Collection, c => c.Rows);
}
