using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;
using Xunit;

namespace DataRights.Tests.Sources;

/// <summary>A file prefix is made of values; values that would reach into other people's files are refused.</summary>
public sealed class FootprintLocatorTests
{
    [Theory]
    [InlineData("17", "avatars/17/")]
    [InlineData("a b.c-d_e", "avatars/a b.c-d_e/")]
    public void A_prefix_takes_the_value_as_it_is(string value, string expected) =>
        Assert.Equal([expected], Locator().Prefixes(With(value), Files));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../2")]
    [InlineData("2/3")]
    [InlineData("2\\3")]
    [InlineData("2\n")]
    [InlineData("2\u0000")]
    public void A_value_that_would_lead_elsewhere_is_refused_and_not_quoted(string value)
    {
        var failure = Assert.Throws<SourceException>(() => Locator().Prefixes(With(value), Files));
        Assert.Equal("prefix-unsafe", failure.Code);
    }

    [Fact]
    public void A_value_longer_than_any_name_is_refused() =>
        Assert.Throws<SourceException>(() => Locator().Prefixes(With(new string('a', 201)), Files));

    private static Collection Files { get; } = new()
    {
        Name = "avatars",
        Source = "files",
        From = "avatars/{users.id}/",
        Key = ["name"],
        Prefix = new FilePrefix("users", [new("avatars/", false), new("id", true), new("/", false)]),
        Deletion = [new DeletionRule { Treatment = Treatment.Delete }],
    };

    private static DataMap Map { get; } = new()
    {
        Name = "m",
        Version = 1,
        Controller = new Controller("c", "c@example.org", null, null),
        Clock = new ClockRules("gdpr", IsoDuration.FromDays(30), IsoDuration.Zero, IsoDuration.FromDays(7)),
        Identifiers = [],
        Sources = [],
        Collections = [new Collection { Name = "users", Source = "main", From = "users", Key = ["id"], Deletion = [] }, Files],
        Hash = "h",
    };

    private static FootprintLocator Locator() => new(Map);

    private static Footprint With(string value) => new(Map, new RootKey("users", Key.Of("1")),
        new Dictionary<EdgeId, IReadOnlyCollection<Key>> { [new EdgeId("avatars", 0)] = [Key.Of(value)] });
}
