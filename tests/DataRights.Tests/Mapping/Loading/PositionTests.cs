using DataRights.Mapping.Loading;
using Xunit;

namespace DataRights.Tests.Mapping.Loading;

public sealed class PositionTests
{
    [Fact]
    public void A_value_is_pointed_at_by_line_and_column()
    {
        var finding = MapSample.Findings(MapSample.Json.Replace("\"postgres\"", "\"oracle\"", StringComparison.Ordinal))[0];

        Assert.Equal("map.json(8,23)", $"{finding.File}({finding.Line},{finding.Column})");
        Assert.StartsWith("map.json(8,23): unknown-word: 'oracle' is not a word known here. Fix: Use one of: sqlite, postgres, files, blobs, http. [$.sources.main.kind]",
            finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "when": "a = ", "treatment": "delete" }""", 16)]
    [InlineData("""{ "when": "a\u0020\t= ?", "treatment": "delete" }""", 23)]
    [InlineData("""{ /* x */ "when" : /* y */ "a ~ 1", "treatment": "delete" }""", 31)]
    public void A_fault_inside_a_text_is_pointed_at_exactly(string rule, int column)
    {
        var json = "{ \"collections\": { \"users\": { \"deletion\":\r\n" + rule + "}}}";

        var finding = Assert.Single(MapSample.Findings(json), f => f.Code == MapCodes.BadCondition);

        Assert.Equal((2, column), (finding.Line, finding.Column));
    }

    [Fact]
    public void A_field_given_twice_is_told_with_both_lines()
    {
        var findings = MapSample.Findings(MapSample.Json.Replace("\"keptFor\":", "\n\"basis\": { \"x\": [1, {}] }, \"keptFor\":", StringComparison.Ordinal));

        var finding = Assert.Single(findings);
        Assert.Equal((MapCodes.DuplicateField, 17, "$.collections.users.basis"), (finding.Code, finding.Line, finding.Path));
        Assert.Contains("first on line 16", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{ \"name\": }")]
    [InlineData("{} {}")]
    [InlineData("{ \"name\": new Date(1) }")]
    public void Text_that_is_not_JSON_is_one_finding(string json) =>
        Assert.Equal(MapCodes.JsonSyntax, Assert.Single(MapSample.Findings(json)).Code);

    [Fact]
    public void A_syntax_fault_is_told_with_its_line()
    {
        var finding = Assert.Single(MapSample.Findings("{\n  \"name\": \"x\"\n  \"version\": 1\n}"));

        Assert.Equal(3, finding.Line);
        Assert.DoesNotContain("Path '", finding.Message, StringComparison.Ordinal);
    }
}
