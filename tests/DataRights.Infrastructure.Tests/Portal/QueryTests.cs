using DataRights.Requests;
using DataRights.Telemetry;
using DataRights.Testing.House;
using DataRights.Testing.Servers;

namespace DataRights.Infrastructure.Tests.Portal;

public sealed class QueryTests
{
    [Fact]
    public async Task Kusto_has_nothing_against_any_query()
    {
        var queries = await Kql.AnalyzedAsync();
        Assert.NotEmpty(queries);
        Offenders.None(queries.Values.SelectMany(q => q.Diagnostics.Select(d => $"{q.Name}.kql:{d.Line}: {d.Code} {d.Message}")), "places in queries that Kusto refuses");
    }

    [Theory]
    [InlineData("AppMetrics | where Nam == 'x'", "KS142", "unknown column")]
    [InlineData("AppMetrics | summarize percentail(Sum, 95)", "KS211", "unknown function")]
    [InlineData("AppMetric | take 1", "KS204", "unknown table")]
    [InlineData("AppMetrics\n| wher Sum > 1", "KS176", "unknown operator")]
    [InlineData("AppMetrics | summarize Value = sum(Name)", "KS138", "a sum of words")]
    [InlineData("AppMetrics | where TimeGenerated > {TimeRange:first}", "", "unknown workbook parameter")]
    public async Task A_broken_query_is_refused(string text, string code, string why)
    {
        await Kql.AnalyzedAsync();
        var analysis = (await Kql.AnalyzeAsync(new Dictionary<string, string> { ["broken"] = text }, TestContext.Current.CancellationToken))["broken"];
        Assert.True(analysis.Diagnostics.Any(d => d.Code.StartsWith(code, StringComparison.Ordinal)), why + ": " + string.Join(", ", analysis.Diagnostics));
    }

    [Fact]
    public async Task What_is_read_comes_from_the_syntax_and_not_from_comments_or_other_pipelines()
    {
        await Kql.AnalyzedAsync();
        const string text = """
            // AppMetrics where Name == "comment" and Properties.comment
            union
                (AppMetrics | where Name == "a" | extend X = strcat("Name == b", tostring(Properties.one)) | where X != "f"),
                (AppMetrics | where Name in ("c", "d") or Sum == 1 | extend X = tostring(Properties["two.three"]))
            | where X != "e"
            """;
        var analysis = (await Kql.AnalyzeAsync(new Dictionary<string, string> { ["q"] = text }, TestContext.Current.CancellationToken))["q"];
        Assert.Empty(analysis.Diagnostics);
        Assert.Equal(["AppMetrics: a: one: f", "AppMetrics: c, d: two.three: "],
            analysis.Readings.Select(r => $"{r.Table}: {string.Join(", ", r.Names)}: {string.Join(", ", r.Properties)}: {string.Join(", ", r.Words)}"));
    }

    [Fact]
    public async Task Every_metric_in_a_query_is_in_the_catalogue()
    {
        var known = MetricCatalog.All.Select(m => m.Name).ToHashSet();
        var queries = await Kql.AnalyzedAsync();
        Offenders.None(queries.Values.SelectMany(q => q.Metrics.Where(m => !known.Contains(m)).Select(m => $"{q.Name}: {m}")), "metrics that nobody emits");
        Offenders.None(queries.Values.SelectMany(q => q.Readings.Where(r => r.Table == "AppMetrics" && r.Names.Count == 0).Select(_ => q.Name)), "queries over all metrics at once");
    }

    [Fact]
    public async Task Every_property_that_a_query_takes_of_a_metric_is_one_of_its_dimensions()
    {
        var dimensions = MetricCatalog.All.ToDictionary(m => m.Name, m => m.Dimensions);
        var offenders =
            from query in (await Kql.AnalyzedAsync()).Values
            from reading in query.Readings
            where reading.Table == "AppMetrics"
            from metric in reading.Names
            from property in reading.Properties
            where !dimensions.GetValueOrDefault(metric, []).Contains(property)
            select $"{query.Name}: {metric} has no {property}";
        Offenders.None(offenders, "properties that a metric does not have");
    }

    [Fact]
    public async Task Every_metric_of_the_catalogue_is_on_a_tile()
    {
        var shown = (await Kql.AnalyzedAsync()).Values.Where(q => !q.Name.StartsWith("alert-", StringComparison.Ordinal)).SelectMany(q => q.Metrics).ToHashSet();
        Offenders.None(MetricCatalog.All.Select(m => m.Name).Where(m => !shown.Contains(m)), "metrics that operators do not see");
    }

    [Fact]
    public async Task Every_query_is_used_and_says_what_it_shows()
    {
        var portal = await PortalModel.LoadAsync();
        var files = Kql.Texts();
        var used = portal.Loaded.Where(p => p.StartsWith(Kql.Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(files.Keys.Select(n => $"{Kql.Folder}/{n}.kql").Order(StringComparer.Ordinal), used);
        Offenders.None(files.Where(f => !f.Value.StartsWith("// ", StringComparison.Ordinal)).Select(f => f.Key), "queries without a comment");
    }

    [Fact]
    public async Task Every_word_that_a_metrics_property_is_compared_with_is_one_that_the_engine_says()
    {
        var statuses = Enum.GetNames<RequestStatus>().Select(s => char.ToLowerInvariant(s[0]) + s[1..]).ToHashSet();
        var source = Source();
        var words = (await Kql.AnalyzedAsync()).Values.SelectMany(q => q.Readings.Where(r => r.Table == "AppMetrics").SelectMany(r => r.Words).Select(w => (q.Name, Word: w))).ToList();
        Assert.Contains(words, w => w.Word == "givenUp");
        Offenders.None(words.Where(w => !statuses.Contains(w.Word) && !source.Contains($"\"{w.Word}\"", StringComparison.Ordinal)).Select(w => $"{w.Name}: {w.Word}"), "words that no metric ever says");
    }

    [Fact]
    public async Task What_is_taken_of_log_lines_is_written_to_the_log()
    {
        var source = Source();
        var taken = await TakenAsync("AppTraces");
        Assert.NotEmpty(taken);
        Offenders.None(taken.Where(p => !source.Contains($"{{{p}}}", StringComparison.Ordinal)), "properties that no log line has");
    }

    [Fact]
    public async Task What_is_taken_of_spans_is_one_of_their_attributes()
    {
        var known = typeof(SpanTags).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToHashSet();
        var taken = (await TakenAsync("AppRequests")).Concat(await TakenAsync("AppDependencies")).ToList();
        Assert.NotEmpty(taken);
        Offenders.None(taken.Where(p => !known.Contains(p)), "attributes that no span has");
    }

    private static async Task<IReadOnlyList<string>> TakenAsync(string table) =>
        [.. (await Kql.AnalyzedAsync()).Values.SelectMany(q => q.Readings).Where(r => r.Table == table).SelectMany(r => r.Properties).Distinct()];

    private static string Source() => string.Concat(
        RepositoryFiles.Under("src").Where(p => p.EndsWith(".cs", StringComparison.Ordinal)).Select(p => File.ReadAllText(RepositoryRoot.Combine(p))));
}
