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
        Assert.Equal([FileQuery.StartingWith(expected)], Locator().Files(With(value), Files));

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
        var failure = Assert.Throws<SourceException>(() => Locator().Files(With(value), Files));
        Assert.Equal("prefix-unsafe", failure.Code);
    }

    [Fact]
    public void A_value_longer_than_any_name_is_refused() =>
        Assert.Throws<SourceException>(() => Locator().Files(With(new string('a', 201)), Files));

    [Theory]
    [InlineData(FileMatch.Name, "7/a b.png", true)]
    [InlineData(FileMatch.Name, "a/../b", false)]
    [InlineData(FileMatch.Name, "a//b", false)]
    [InlineData(FileMatch.Name, "a\\b", false)]
    [InlineData(FileMatch.Name, "", false)]
    [InlineData(FileMatch.Tag, "ann@example.org", false)]
    [InlineData(FileMatch.Tag, "x' OR '1'='1", false)]
    [InlineData(FileMatch.Tag, "", false)]
    [InlineData(FileMatch.Tag, "user 7/a=b:c_d.e+f-g", true)]
    public void A_name_or_tag_value_is_taken_whole_or_refused(FileMatch match, string value, bool taken)
    {
        var files = Files with { Files = new FileSelector(match, "users", [new("id", true)], match == FileMatch.Tag ? "owner" : null) };
        IReadOnlyList<FileQuery> Find() => Locator().Files(With(value), files);

        if (taken)
        {
            Assert.Equal([new FileQuery(match, value, files.Files!.Tag)], Find());
        }
        else
        {
            Assert.Equal(match == FileMatch.Name ? "name-unsafe" : "tag-unsafe", Assert.Throws<SourceException>(Find).Code);
        }
    }

    private static Collection Files { get; } = new()
    {
        Name = "avatars",
        Source = "files",
        From = "avatars/{users.id}/",
        Key = ["name"],
        Files = new FileSelector(FileMatch.Prefix, "users", [new("avatars/", false), new("id", true), new("/", false)]),
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
