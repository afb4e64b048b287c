using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Mapping.Coverage;

public sealed class AuthorCoverageTests
{
    private static readonly SourceSchema Letters = new([SchemaSample.Table("letters", ["id", "address", "kind"]) with { Indexes = [["id"], ["address"], ["kind"]] }]);

    private readonly DataMap map = MapSample.Map();

    [Fact]
    public void Rows_found_by_two_references_to_the_same_people_need_an_author() =>
        Assert.Contains("both by address and by kind", Assert.Single(Warnings(null, Owner("address"), Owner("kind"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_that_members_share_need_an_author() =>
        Assert.Contains("shared by everybody", Assert.Single(Warnings(null, Owner("kind") with { Owns = false, Via = true })).Message, StringComparison.Ordinal);

    [Fact]
    public void With_an_author_or_with_one_owner_nothing_is_warned_of()
    {
        Assert.Empty(Warnings(new AuthorRule(["address"], "users", ["email"], 1), Owner("address"), Owner("kind")));
        Assert.Empty(Warnings(null, Owner("address"), Owner("kind") with { ToColumns = ["id"] }));
        Assert.Empty(Warnings(null, Owner("address")));
    }

    private static Reference Owner(string column) => new() { Columns = [column], To = "users", ToColumns = ["email"], Owns = true, Line = 5 };

    private IEnumerable<CoverageFinding> Warnings(AuthorRule? author, params Reference[] references) =>
        CoverageCheck.Warnings(map.Change("letters", c => c with { References = references, Author = author }), "letters", Letters).Where(f => f.Code == CoverageCodes.AuthorUndeclared);
}
