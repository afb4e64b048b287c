using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using Xunit;

namespace DataRights.Tests.Mapping.Expressions;

public sealed class FilePrefixParserTests
{
    [Fact]
    public void A_prefix_is_read_into_literals_and_columns()
    {
        var prefix = FilePrefixParser.Parse("t-{users.tenant}/u_{users.id}-files/");

        Assert.Equal("users", prefix.Collection);
        Assert.Equal(["tenant", "id"], prefix.Columns);
        Assert.Equal(
            [new("t-", false), new("tenant", true), new("/u_", false), new("id", true), new FilePrefixPart("-files/", false)],
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
        Assert.Equal(position, Assert.Throws<ExpressionException>(() => FilePrefixParser.Parse(text)).Position);

    [Fact]
    public void The_prefix_of_one_person_is_never_the_start_of_anothers()
    {
        var prefix = FilePrefixParser.Parse("a/{u.id}-x/{u.name}/");
        string[] values = ["1", "10", "1-x", "-", "x", "1-x-x", "0"];
        var prefixes = (from id in values from name in values select Fill(prefix, id, name)).ToList();

        Assert.All(prefixes, one => Assert.Single(prefixes, other => other.StartsWith(one, StringComparison.Ordinal)));
    }

    private static string Fill(FilePrefix prefix, string id, string name) =>
        string.Concat(prefix.Parts.Select(p => !p.IsColumn ? p.Text : p.Text == "id" ? id : name));
}
