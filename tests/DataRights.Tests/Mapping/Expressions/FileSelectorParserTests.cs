using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using Xunit;

namespace DataRights.Tests.Mapping.Expressions;

public sealed class FileSelectorParserTests
{
    [Fact]
    public void A_prefix_is_read_into_literals_and_columns()
    {
        var prefix = FileSelectorParser.Parse("t-{users.tenant}/u_{users.id}-files/");

        Assert.Equal("users", prefix.Collection);
        Assert.Equal(["tenant", "id"], prefix.Columns);
        Assert.Equal(
            [new("t-", false), new("tenant", true), new("/u_", false), new("id", true), new FileSelectorPart("-files/", false)],
            prefix.Parts);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("avatars/", 8)]
    [InlineData("avatars/{users.id}", 18)]
    [InlineData("avatars/{users.id}x/", 18)]
    [InlineData("avatars/{users.id}{users.name}/", 18)]
    [InlineData("avatars/{users.id}-{users.name}/", 8)]
    [InlineData("avatars/{users.id}/{people.id}/", 19)]
    [InlineData("avatars/{users}/", 8)]
    [InlineData("avatars/{users.id/", 8)]
    [InlineData("avatars/{.id}/", 8)]
    [InlineData("avatars}/{users.id}/", 7)]
    [InlineData("/avatars/{users.id}/", 0)]
    [InlineData("avatars//{users.id}/", 8)]
    [InlineData("avatars/../{users.id}/", 8)]
    [InlineData("avatars\\{users.id}/", 7)]
    public void A_prefix_that_is_unsafe_is_told_with_its_position(string text, int position) =>
        Assert.Equal(position, Assert.Throws<ExpressionException>(() => FileSelectorParser.Parse(text)).Position);

    [Theory]
    [InlineData("{files.blob}", FileMatch.Name, null, "blob")]
    [InlineData("docs/{files.id}.pdf", FileMatch.Name, null, "docs/|id|.pdf")]
    [InlineData("owner={files.id}", FileMatch.Tag, "owner", "id")]
    [InlineData("owner=u:{files.id}", FileMatch.Tag, "owner", "u:|id")]
    public void A_name_and_a_tag_are_read_as_a_whole(string text, FileMatch match, string? tag, string parts)
    {
        var selector = FileSelectorParser.Parse(text, match);

        Assert.Equal((match, tag, parts), (selector.Match, selector.Tag, string.Join('|', selector.Parts.Select(p => p.Text))));
    }

    [Theory]
    [InlineData("docs/{files.id}/", FileMatch.Name)]
    [InlineData("../{files.id}", FileMatch.Name)]
    [InlineData("{files.a}{files.b}", FileMatch.Name)]
    [InlineData("docs/all.pdf", FileMatch.Name)]
    [InlineData("{files.id}", FileMatch.Tag)]
    [InlineData("={files.id}", FileMatch.Tag)]
    [InlineData("o'x={files.id}", FileMatch.Tag)]
    [InlineData("owner=everybody", FileMatch.Tag)]
    [InlineData("owner={files.a}-{files.b}", FileMatch.Tag)]
    public void A_name_or_tag_that_could_be_anothers_is_refused(string text, FileMatch match) =>
        Assert.Throws<ExpressionException>(() => FileSelectorParser.Parse(text, match));

    [Fact]
    public void The_prefix_of_one_person_is_never_the_start_of_anothers()
    {
        var prefix = FileSelectorParser.Parse("a/{u.id}-x/{u.name}/");
        string[] values = ["1", "10", "1-x", "-", "x", "1-x-x", "0"];
        var prefixes = (from id in values from name in values select Fill(prefix, id, name)).ToList();

        Assert.All(prefixes, one => Assert.Single(prefixes, other => other.StartsWith(one, StringComparison.Ordinal)));
    }

    private static string Fill(FileSelector prefix, string id, string name) =>
        string.Concat(prefix.Parts.Select(p => !p.IsColumn ? p.Text : p.Text == "id" ? id : name));
}
