using System.Text;
using DataRights.Export.Screening.Scope;
using DataRights.Mapping;
using DataRights.Searching;
using DataRights.Sources;
using DataRights.Subjects;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Export.Screening;

public sealed class MentionSearchTests
{
    private static readonly Collection Notes = ExportMap.Table("notes", "contract", [FakeTable.Column("text", ValueKind.Text)]);

    [Theory]
    [InlineData("ask omar@example.org about it", 1)]
    [InlineData("OMAR@EXAMPLE.ORG", 1)]
    [InlineData("toomar@example.org", 0)]
    [InlineData("call (+49) 30-901820 now", 1)]
    [InlineData("call 30901820 now", 0)]
    [InlineData("user 3f2504e0-4f89-11d3-9a0c-0305e82c3301", 1)]
    [InlineData("nothing of anybody", 0)]
    public void Every_kind_of_identifier_is_found_where_it_stands_by_itself(string text, int rows)
    {
        var search = new MentionSearch(
        [
            SearchTerm.Of(new Identifier("email", IdentifierType.Email, "omar@example.org"))!,
            SearchTerm.Of(new Identifier("phone", IdentifierType.Phone, "+4930901820"))!,
            SearchTerm.Of(new Identifier("id", IdentifierType.Uuid, "3f2504e0-4f89-11d3-9a0c-0305e82c3301"))!,
        ]);
        search.StartFile(["text"]);
        search.StartRow();
        search.Look(0, Encoding.UTF8.GetBytes(text));
        search.EndRow(Notes);

        Assert.Equal(3, search.Terms);
        Assert.Equal(rows, search.Found.GetValueOrDefault("notes.text"));
    }

    [Fact]
    public void Columns_that_are_declared_to_be_about_others_are_left_out()
    {
        var rule = Notes.Columns[0];
        Assert.True(MentionSearch.Covers(Notes, "text"));
        Assert.False(MentionSearch.Covers(Notes with { Columns = [rule with { About = ColumnAbout.Author }] }, "text"));
        Assert.False(MentionSearch.Covers(Notes with { Columns = [rule with { Names = NamedPerson.Parse("users") }] }, "text"));
    }
}
