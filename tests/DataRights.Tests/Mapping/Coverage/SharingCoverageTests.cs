using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Sources;
using Xunit;

namespace DataRights.Tests.Mapping.Coverage;

public sealed class SharingCoverageTests
{
    private static readonly SourceSchema Letters = new([SchemaSample.Table("letters", ["id", "address", "kind"]) with { Indexes = [["id"], ["address"], ["kind"]] }]);

    private readonly DataMap map = MapSample.Map();

    [Fact]
    public void One_owner_by_an_identifier_or_a_key_is_no_doubt()
    {
        Assert.Empty(CoverageCheck.Warnings(map, "letters", Letters));
        Assert.Empty(CoverageCheck.Warnings(With(Owner("address") with { ToColumns = ["id"] }), "letters", Letters));
    }

    [Fact]
    public void An_owner_in_another_database_beside_a_second_one_is_warned_of() =>
        Assert.Equal(
            [(CoverageCodes.SharingUnseen, "letters(address)", 5), (CoverageCodes.SharingUnseen, "letters(kind)", 5)],
            Seen(Owner("address"), Owner("kind")).Select(f => (f.Code, f.Subject, f.Line)));

    [Fact]
    public void A_list_of_owners_in_another_database_is_warned_of() =>
        Assert.Equal(CoverageCodes.SharingUnseen, Assert.Single(Seen(Owner("address") with { Each = true })).Code);

    [Fact]
    public void Values_that_several_people_may_have_are_warned_of() =>
        Assert.Equal(CoverageCodes.SharingUnseen, Assert.Single(CoverageCheck.Warnings(With(Owner("address") with { ToColumns = ["id_number"] }), "letters", Letters)).Code);

    private static Reference Owner(string column) => new() { Columns = [column], To = "users", ToColumns = ["email"], Owns = true, Line = 5 };

    private IEnumerable<CoverageFinding> Seen(params Reference[] references) =>
        CoverageCheck.Warnings(With(references), "letters", Letters).Where(f => f.Code != CoverageCodes.AuthorUndeclared);

    private DataMap With(params Reference[] references) => map.Change("letters", c => c with { References = references });
}
