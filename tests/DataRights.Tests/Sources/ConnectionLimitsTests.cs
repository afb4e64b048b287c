using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Tests.Requests;
using Xunit;

namespace DataRights.Tests.Sources;

public sealed class ConnectionLimitsTests
{
    private static readonly DataMap Map = TestMap.Create() with
    {
        Sources =
        [
            new SourceRule("main", SourceKind.Postgres, "Main", null, null, 1),
            new SourceRule("second", SourceKind.Postgres, "Main", null, null, 2),
            new SourceRule("files", SourceKind.Blobs, "Files", "c", null, 3),
        ],
    };

    [Fact]
    public void Databases_have_four_and_files_as_many_as_they_like_unless_told_otherwise()
    {
        var limits = new ConnectionLimits(Map);
        Assert.Equal((4, null), (limits.Of("Main"), limits.Of("Files")));
        limits = new ConnectionLimits(Map, new Dictionary<string, int> { ["Main"] = 2, ["Files"] = 9 });
        Assert.Equal((2, 9), (limits.Of("Main"), limits.Of("Files")));
    }

    [Theory]
    [InlineData("Main", 0)]
    [InlineData("Main", 65)]
    [InlineData("main", 1)]
    public void What_cannot_be_is_refused(string name, int limit) =>
        Assert.Throws<ArgumentException>(() => new ConnectionLimits(Map, new Dictionary<string, int> { [name] = limit }));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("64", 64)]
    [InlineData("0", null)]
    [InlineData("65", null)]
    [InlineData("-1", null)]
    [InlineData(" 4", null)]
    [InlineData("4.0", null)]
    [InlineData("many", null)]
    public void A_limit_is_read_as_a_plain_number_in_range(string text, int? expected) =>
        Assert.Equal(expected, ConnectionLimits.TryRead(text, out var limit) ? limit : null);
}
