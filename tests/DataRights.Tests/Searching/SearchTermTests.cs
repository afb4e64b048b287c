using DataRights.Mapping;
using DataRights.Searching;
using DataRights.Subjects;
using Xunit;

namespace DataRights.Tests.Searching;

public sealed class SearchTermTests
{
    [Theory]
    [InlineData("ann@x.org", true)]
    [InlineData("Write to ANN@X.ORG.", true)]
    [InlineData("<mailto:ann@x.org>", true)]
    [InlineData("mail='ann@x.org'&x", true)]
    [InlineData("https://x.org/?to=ann@x.org&n=1", true)]
    [InlineData("ann@x.org, bob@x.org", true)]
    [InlineData("joann@x.org but also ann@x.org", true)]
    [InlineData("""{"body":"Hello,\nann@x.org"}""", true)]
    [InlineData("""{"body":"ann\u0040x.org"}""", true)]
    [InlineData("joann@x.org", false)]
    [InlineData("mary.ann@x.org", false)]
    [InlineData("mary-ann@x.org", false)]
    [InlineData("box+ann@x.org", false)]
    [InlineData("_ann@x.org", false)]
    [InlineData("Éann@x.org", false)]
    [InlineData("éann@x.org", false)]
    [InlineData("𐐷ann@x.org", false)]
    [InlineData("ann@x.org.uk", false)]
    [InlineData("ann@x.organic", false)]
    [InlineData("ann@x.org-a.net", false)]
    [InlineData("ann at x.org", false)]
    [InlineData("annZx.org", false)]
    [InlineData("ann@xZorg", false)]
    [InlineData("", false)]
    public void An_address_is_found_by_itself(string text, bool found) => Assert.Equal(found, Term(IdentifierType.Email, "ann@x.org").IsIn(text));

    [Theory]
    [InlineData("+491701234567", true)]
    [InlineData("00491701234567", true)]
    [InlineData("491701234567", true)]
    [InlineData("call +49 170 1234567 today", true)]
    [InlineData("(+49) 170-123-45-67", true)]
    [InlineData("+49 (0)170 / 123.45.67.", true)]
    [InlineData("+49\u00A0170\u00A01234567", true)]
    [InlineData("+4930111, +491701234567", true)]
    [InlineData("+4917012345678", false)]
    [InlineData("+1491701234567", false)]
    [InlineData("91491701234567", false)]
    [InlineData("a491701234567", false)]
    [InlineData("491701234567b", false)]
    [InlineData("+49 170 1234567-89", false)]
    [InlineData("0170 1234567", false)]
    [InlineData("+49 170 123456", false)]
    [InlineData("+49, 170, 1234567", false)]
    public void A_number_is_found_in_every_international_spelling(string text, bool found) => Assert.Equal(found, Term(IdentifierType.Phone, "+491701234567").IsIn(text));

    [Theory]
    [InlineData("6F9619FF-8B86-D011-B42D-00C04FC964FF", true)]
    [InlineData("user_6f9619ff8b86d011b42d00c04fc964ff", true)]
    [InlineData("urn:uuid:6f9619ff-8b86-d011-b42d-00c04fc964ff;", true)]
    [InlineData("a6f9619ff-8b86-d011-b42d-00c04fc964ff", false)]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff0", false)]
    public void A_uuid_is_found_in_either_case_with_or_without_dashes(string text, bool found) =>
        Assert.Equal(found, Term(IdentifierType.Uuid, "6f9619ff-8b86-d011-b42d-00c04fc964ff").IsIn(text));

    [Theory]
    [InlineData("dev-%_9aB'c\\d*42", "key=dev-%_9aB'c\\d*42;", true)]
    [InlineData("dev-%_9aB'c\\d*42", "key=DEV-%_9aB'c\\d*42;", false)]
    [InlineData("dev-%_9aB'c\\d*42", "dev-%_9aB'c\\d*421", false)]
    [InlineData("dev-%_9aB'c\\d*42", "dev-xx9aB'c\\d*42", false)]
    [InlineData("Zoë-Müller-1984", "von Zoë-Müller-1984", true)]
    [InlineData("Zoë-Müller-1984", "von Zoe\u0308-Mu\u0308ller-1984", true)]
    public void A_long_text_is_found_exactly(string value, string text, bool found) => Assert.Equal(found, Term(IdentifierType.Text, value).IsIn(text));

    [Theory]
    [InlineData(IdentifierType.Integer, "123456789012345678")]
    [InlineData(IdentifierType.Text, "short")]
    [InlineData(IdentifierType.Text, "aaaaaaaaaaaaaaaaaaaaab")]
    public void What_would_be_found_everywhere_is_not_searched_for(IdentifierType type, string value) => Assert.Null(SearchTerm.Of(new Identifier("id", type, value)));

    [Fact]
    public void Half_a_surrogate_pair_in_a_text_hides_nothing() => Assert.True(Term(IdentifierType.Email, "ann@x.org").IsIn("\ud800 ann@x.org"));

    [Fact]
    public void A_term_does_not_show_its_value() => Assert.DoesNotContain("ann", Term(IdentifierType.Email, "ann@x.org").ToString(), StringComparison.Ordinal);

    private static SearchTerm Term(IdentifierType type, string value) => SearchTerm.Of(new Identifier("id", type, value))!;
}
