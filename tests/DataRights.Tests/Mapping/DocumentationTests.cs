using System.Reflection;
using System.Text.RegularExpressions;
using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Mapping.Loading;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Tests.Mapping;

public sealed partial class DocumentationTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "data-map.md"));

    [Fact]
    public void Every_code_is_explained_in_the_guide()
    {
        var codes = new[] { typeof(MapCodes), typeof(CoverageCodes) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(f => (string)f.GetRawConstantValue()!)
            .Order()
            .ToList();

        Assert.Equal(codes, CodeRow().Matches(Guide[Guide.IndexOf("## Codes of the map", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value).Order());
    }

    [Fact]
    public void Every_field_and_word_is_in_the_guide()
    {
        var words = MapShapes.All.SelectMany(s => s.Fields)
            .Concat(MapWords.Treatments.Keys).Concat(MapWords.Generalizations.Keys).Concat(MapWords.Transforms.Keys)
            .Concat(MapWords.IdentifierTypes.Keys).Concat(MapWords.SourceKinds.Keys).Concat(MapWords.Origins.Keys).Concat(MapWords.Exports.Keys).Concat(MapWords.Abouts.Keys).Concat(MapWords.SharedRows.Keys);

        Assert.All(words.Distinct(), word => Assert.Contains($"`{word}`", Guide, StringComparison.Ordinal));
    }

    [Fact]
    public void The_guides_example_is_a_valid_map()
    {
        var example = Assert.Single(JsonBlock().Matches(Guide), m => m.Groups[1].Value.Contains("\"version\"", StringComparison.Ordinal)).Groups[1].Value;

        Assert.Empty(MapSample.Findings(example));
        Assert.NotEmpty(JObject.Parse(example));
    }

    [GeneratedRegex(@"^\| `([a-z-]+)` \| .+ \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex CodeRow();

    [GeneratedRegex(@"```jsonc\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
