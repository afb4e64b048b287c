using System.Text.RegularExpressions;
using DataRights.Testing.House;

namespace DataRights.Cli.Tests.Docs;

/// <summary>The threat model names what is there: its tests exist, and every threat says what stops it or what is left.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly Guide Model = Guide.Open("docs/threat-model.md");

    private static IEnumerable<string[]> Threats => Model.Tables.Where(t => t[0][0] == "threat").SelectMany(t => t.Skip(1));

    [Fact]
    public void Tests_that_the_pages_name_are_there()
    {
        var classes = SourceFile.Under("tests").SelectMany(f => Declared().Matches(f.Code).Select(m => m.Groups["name"].Value)).ToHashSet();
        var named = Guide.All.SelectMany(page => page.Spans.Where(s => Test().IsMatch(s)).Select(s => (page.Name, Test: s))).ToList();
        Assert.True(named.Count > 60, $"{named.Count} tests are named.");
        Assert.DoesNotContain(named, n => !classes.Contains(n.Test));
    }

    [Fact]
    public void Every_threat_has_an_answer_and_either_a_test_or_what_is_left()
    {
        Assert.True(Threats.Count() > 40, $"{Threats.Count()} threats.");
        Assert.Empty(Threats.Where(t => t.Length != 4 || t[1].Length == 0 || (t[2].Length == 0 && t[3].Length == 0)).Select(t => t[0]));
    }

    [Fact]
    public void Every_flow_of_the_diagram_has_its_threats_and_no_other()
    {
        var drawn = Flow().Matches(string.Concat(Model.Blocks)).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);
        var told = Section().Matches(Model.Text).Select(m => m.Groups["flow"].Value).Order(StringComparer.Ordinal);
        Assert.Equal(drawn, told);
    }

    [GeneratedRegex(@"\bclass (?<name>\w+)")]
    private static partial Regex Declared();

    [GeneratedRegex("^[A-Z][A-Za-z]+(Tests|Conformance)$")]
    private static partial Regex Test();

    [GeneratedRegex(@"\bF\d+\b")]
    private static partial Regex Flow();

    [GeneratedRegex(@"^### (?<flow>F\d+) ", RegexOptions.Multiline)]
    private static partial Regex Section();
}
