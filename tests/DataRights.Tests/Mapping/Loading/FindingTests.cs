using System.Reflection;
using DataRights.Mapping.Loading;
using Xunit;

namespace DataRights.Tests.Mapping.Loading;

public sealed class FindingTests
{
    /// <summary>Covered by tests of their own: they are not a changed value of the sample.</summary>
    private static readonly string[] TestedElsewhere = [MapCodes.FileUnreadable, MapCodes.JsonSyntax, MapCodes.DuplicateField, MapCodes.NoRoot, MapCodes.VerifyNothing];

    public static TheoryData<string, string, string, string> Cases => FindingCases.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fault_is_found_where_it_is_and_nothing_else_is(string path, string value, string code, string at)
    {
        var findings = MapSample.Findings(MapSample.With(path, value));

        Assert.Contains(findings, f => f.Code == code && f.Path == at);
        Assert.All(findings, f => Assert.Equal(code, f.Code));
        Assert.All(findings, f => Assert.True(f.Line > 0 && f.Column > 0 && f.Message.EndsWith('.') && f.Fix.Length > 0));
    }

    [Fact]
    public void Every_code_has_a_case()
    {
        var codes = typeof(MapCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        var tested = FindingCases.All.Select(row => row.Data.Item3).Concat(TestedElsewhere);

        Assert.Empty(codes.Except(tested));
    }

    [Fact]
    public void A_map_without_a_root_is_one_finding_and_not_one_for_every_collection()
    {
        var map = Newtonsoft.Json.Linq.JObject.Parse(MapSample.Json);
        ((Newtonsoft.Json.Linq.JObject)map["collections"]!["users"]!).Remove("root");
        ((Newtonsoft.Json.Linq.JObject)map["collections"]!["letters"]!).Remove("root");
        ((Newtonsoft.Json.Linq.JObject)map["collections"]!["letters"]!).Remove("rootKey");
        map.Remove("identifiers");
        map["identifiers"] = new Newtonsoft.Json.Linq.JObject();

        Assert.Equal([MapCodes.NoRoot, MapCodes.EmptyList], MapSample.Findings(map.ToString()).Select(f => f.Code));
    }

    [Fact]
    public void A_search_for_nothing_is_found()
    {
        var map = Newtonsoft.Json.Linq.JObject.Parse(MapSample.With("$.verify", "{ \"deep\": true }"));
        ((Newtonsoft.Json.Linq.JObject)map["identifiers"]!["email"]!).Remove("searchable");

        Assert.Equal((MapCodes.VerifyNothing, "$.verify.deep"), MapSample.Findings(map.ToString()).Select(f => (f.Code, f.Path)).Single());
    }

    [Fact]
    public void A_connection_is_never_quoted()
    {
        var findings = MapSample.Findings(MapSample.With("$.sources.main.connection", "\"Host=db;Password=hunter2\""));

        Assert.DoesNotContain("hunter2", new DataMapException(findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$.collections.users.sourze", "\"main\"", "Did you mean 'source'?")]
    [InlineData("$.collections.users.source", "\"mian\"", "Did you mean 'main'?")]
    [InlineData("$.collections.users.deletion.treatment", "\"anonymise\"", "Did you mean 'anonymize'?")]
    [InlineData("$.collections.users.deletion.treatment", "\"x\"", "Use one of: delete, anonymize, retain, detach.")]
    public void A_near_miss_is_guessed(string path, string value, string fix) =>
        Assert.Contains(MapSample.Findings(MapSample.With(path, value)), f => f.Fix.Contains(fix, StringComparison.Ordinal));

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_document()
    {
        var map = Newtonsoft.Json.Linq.JObject.Parse(MapSample.Json);
        map["name"] = 5;
        map["clock"]!["deletionGrace"] = "soon";
        map["collections"]!["users"]!["source"] = "nowhere";
        map["retention"]![0]!["minimumPeople"] = 1;

        var findings = MapSample.Findings(map.ToString());

        Assert.Equal([MapCodes.WrongType, MapCodes.BadDuration, MapCodes.UnknownSource, MapCodes.MinimumPeople], findings.Select(f => f.Code));
        Assert.Equal(4, new DataMapException(findings).Message.Split('\n').Length);
    }
}
