using System.Text;
using DataRights.Mapping.Loading;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Tests.Mapping.Loading;

public sealed class GarbageTests
{
    private const string Alphabet = "{}[]\",:'\\/*-+.0123456789abcnulltruefalse \n\r\t\0\ud800\u00e9";
    private static readonly string[] Values = ["null", "5", "1.5", "\"x\"", "\"\"", "true", "[]", "{}", "[null]", "[[]]", "{\"a\":{}}", "\"id\"", "\"P1M\"", "1e999", "99999999999999999999"];

    [Fact]
    public void Random_characters_never_throw_anything_but_findings()
    {
        var random = new Random(20240501);
        for (var round = 0; round < 3000; round++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(60); length > 0; length--)
            {
                text.Append(Alphabet[random.Next(Alphabet.Length)]);
            }

            Assert.NotEmpty(MapSample.Findings(text.ToString()));
        }
    }

    [Fact]
    public void A_map_with_damaged_characters_never_throws_anything_but_findings()
    {
        var random = new Random(20240502);
        for (var round = 0; round < 1500; round++)
        {
            var text = new StringBuilder(MapSample.Json);
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                text[random.Next(text.Length)] = Alphabet[random.Next(Alphabet.Length)];
            }

            Assert.All(MapSample.Findings(text.ToString()), f => Assert.True(f.Line > 0 && f.Column > 0));
        }
    }

    [Fact]
    public void A_map_with_a_value_of_any_kind_in_any_place_never_throws_anything_but_findings()
    {
        var places = JObject.Parse(MapSample.Json).DescendantsAndSelf().Where(t => t is not JProperty && t.Path.Length > 0).Select(t => t.Path).ToList();
        foreach (var place in places)
        {
            foreach (var value in Values)
            {
                var map = JObject.Parse(MapSample.Json);
                map.SelectToken(place)!.Replace(JToken.Parse(value));
                Assert.All(MapSample.Findings(map.ToString()), f => Assert.StartsWith("$", f.Path, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Deep_nesting_is_a_finding()
    {
        Assert.NotEmpty(MapSample.Findings(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))));
        var nested = new string('(', 3000);
        var finding = Assert.Single(MapSample.Findings(MapSample.With("$.collections.orders.deletion[0].when", $"\"{nested}\"")));
        Assert.Equal(MapCodes.BadCondition, finding.Code);
    }
}
