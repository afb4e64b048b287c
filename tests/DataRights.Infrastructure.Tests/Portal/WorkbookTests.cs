using System.Text.RegularExpressions;
using DataRights.Testing.House;
using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Portal;

public sealed partial class WorkbookTests
{
    private const int Text = 1;
    private const int Query = 3;
    private const int Parameters = 9;
    private const int Metrics = 10;
    private const int Group = 12;

    private static readonly Dictionary<int, string> Versions = new()
    {
        [Query] = "KqlItem/1.0", [Parameters] = "KqlParameterItem/1.0", [Metrics] = "MetricsItem/2.0", [Group] = "NotebookGroup/1.0",
    };

    private static readonly string[] Shapes = ["table", "linechart", "barchart", "areachart"];

    [Fact]
    public async Task The_workbook_is_one_with_items_of_known_types_and_names_of_their_own()
    {
        var portal = await PortalModel.LoadAsync();
        Assert.Equal("Notebook/1.0", (string)portal.Workbook["version"]!);
        Assert.Equal("/appInsightsId", (string)portal.Workbook["fallbackResourceIds"]!.Single()!);
        var names = portal.Items.Select(i => (string)i["name"]!).ToList();
        Offenders.None(names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key), "names that two items have");
        Assert.All(portal.Items, i => Assert.Equal(Versions.GetValueOrDefault((int)i["type"]!), (string?)i["content"]!["version"]));
        Assert.All(portal.Items.Where(i => !Versions.ContainsKey((int)i["type"]!)), i => Assert.Equal(Text, (int)i["type"]!));
        // What stands in groups is counted too: a tile that got lost would not be missed otherwise.
        Assert.Equal(Kql.Texts().Keys.Where(n => !n.StartsWith("alert-", StringComparison.Ordinal)).Select(n => n + "-query").Order(StringComparer.Ordinal),
            portal.QueryItems.Select(i => (string)i["name"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_tile_asks_its_own_query_of_the_workspace_and_has_a_time_and_a_word_for_emptiness()
    {
        var texts = Kql.Texts();
        Assert.All((await PortalModel.LoadAsync()).QueryItems, item =>
        {
            var content = (JObject)item["content"]!;
            Assert.Equal(texts[((string)item["name"]!)[..^"-query".Length]], (string)content["query"]!);
            Assert.Equal("/workspaceId", (string)content["crossComponentResources"]!.Single()!);
            Assert.Contains((string)content["visualization"]!, Shapes);
            Assert.NotEqual("", (string)content["noDataMessage"]!);
            Assert.NotEqual(content["timeContextFromParameter"] is null, content["timeContext"] is null);
        });
    }

    [Fact]
    public async Task A_tile_of_gauges_alone_asks_for_now_and_not_for_last_week()
    {
        var queries = await Kql.AnalyzedAsync();
        foreach (var item in (await PortalModel.LoadAsync()).QueryItems)
        {
            var name = ((string)item["name"]!)[..^"-query".Length];
            var isNow = queries[name].Metrics.Any() && Kql.Texts()[name].Contains("summarize arg_max(TimeGenerated, Sum)", StringComparison.Ordinal);
            Assert.True(!isNow || item["content"]!["timeContext"] is not null, name);
        }
    }

    [Fact]
    public async Task Every_tile_says_what_it_means_and_links_to_the_runbook()
    {
        var portal = await PortalModel.LoadAsync();
        var runbook = RunbookFile.Read();
        foreach (var name in portal.QueryItems.Select(i => ((string)i["name"]!)[..^"-query".Length]).Append("dead-letters-lying"))
        {
            var text = (string)portal.Items.Single(i => (string)i["name"]! == name + "-meaning")["content"]!["json"]!;
            var link = Link().Match(text);
            Assert.True(link.Success, $"{name}: {text}");
            Assert.Contains(link.Groups[1].Value, runbook.Anchors);
        }
    }

    [Fact]
    public async Task Queries_use_the_parameters_that_the_workbook_has()
    {
        var portal = await PortalModel.LoadAsync();
        var offered = portal.Items.Where(i => (int)i["type"]! == Parameters).SelectMany(i => i["content"]!["parameters"]!).Select(p => (string)p["name"]!).ToList();
        Assert.Equal(["TimeRange", "RequestId"], offered);
        var used = Kql.Texts().Values.SelectMany(t => Parameter().Matches(t)).Select(m => m.Value).Distinct().ToList();
        Assert.Equal(Kql.Parameters.Keys.Order(), used.Order());
        Assert.All(used, u => Assert.Contains(u.Trim('{', '}').Split(':')[0], offered));
        Assert.All(portal.Items.Select(i => (string?)i["content"]!["timeContextFromParameter"]).OfType<string>(), p => Assert.Equal("TimeRange", p));
    }

    [Fact]
    public async Task The_platforms_own_count_of_dead_letters_is_shown()
    {
        var item = (await PortalModel.LoadAsync()).Items.Single(i => (int)i["type"]! == Metrics);
        Assert.Equal("/serviceBusNamespaceId", (string)item["content"]!["resourceIds"]!.Single()!);
        Assert.EndsWith("--DeadletteredMessages", (string)item["content"]!["metrics"]!.Single()["metric"]!);
    }

    [GeneratedRegex(@"^\*\*[^*]+\.\*\* .+\. \[Runbook\]\(https://runbook\.example/runbook\.md#([a-z-]+)\)$")]
    private static partial Regex Link();

    [GeneratedRegex(@"\{[A-Za-z:]+\}")]
    private static partial Regex Parameter();
}
