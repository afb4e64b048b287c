using System.Text.RegularExpressions;
using DataRights.Telemetry;
using DataRights.Testing.House;
using DataRights.Testing.Servers;
using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Portal;

public sealed partial class AlertTests
{
    // Of the service: sizes and frequencies of log search alerts, and of metric alerts.
    private static readonly int[] LogFrequencies = [1, 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440];
    private static readonly int[] LogWindows = [.. LogFrequencies, 2880];
    private static readonly int[] MetricFrequencies = [1, 5, 15, 30, 60];
    private static readonly int[] MetricWindows = [1, 5, 15, 30, 60, 360, 720, 1440];

    [Fact]
    public async Task Alerts_have_names_of_their_own_and_a_severity()
    {
        var alerts = (await PortalModel.LoadAsync()).Alerts;
        Assert.Equal(alerts.Count, alerts.Select(a => a.Id).Distinct().Count());
        Assert.All(alerts, a => Assert.InRange((int)a.Properties["severity"]!, 0, 4));
    }

    [Fact]
    public async Task Windows_and_frequencies_are_those_that_the_service_takes()
    {
        var offenders = (await PortalModel.LoadAsync()).Alerts.Where(a =>
            !(a.IsLog ? LogFrequencies : MetricFrequencies).Contains((int)a.Frequency.TotalMinutes)
            || !(a.IsLog ? LogWindows : MetricWindows).Contains((int)a.Window.TotalMinutes)
            || a.Frequency > a.Window);
        Offenders.None(offenders.Select(a => $"{a.Id}: every {a.Frequency} over {a.Window}"), "schedules that the service refuses");
    }

    [Fact]
    public async Task A_point_that_arrives_late_is_seen_by_the_next_evaluation()
    {
        Offenders.None((await PortalModel.LoadAsync()).Alerts.Where(a => a.Window < 2 * a.Frequency).Select(a => a.Id), "alerts whose windows do not overlap");
    }

    [Fact]
    public async Task An_event_is_told_once_and_only_what_does_not_clear_is_muted()
    {
        var alerts = (await PortalModel.LoadAsync()).Alerts.Where(a => a.IsLog).ToList();
        Assert.Contains(alerts, a => !a.Clears);
        Offenders.None(alerts.Where(a => a.Clears ? a.Muted is not null : a.Muted is null || a.Muted < a.Window).Select(a => a.Id), "alerts that tell an event twice, or that the service refuses");
    }

    [Fact]
    public async Task Only_states_clear_by_themselves()
    {
        var portal = await PortalModel.LoadAsync();
        var queries = await Kql.AnalyzedAsync();
        string[] recurring = ["source-failing", "upkeep-failing", "clock-skew", "anonymizer-silent", "housekeeping-silent"];
        foreach (var alert in portal.Alerts.Where(a => a.IsLog))
        {
            var isGauge = MetricsOf(queries, alert).All(m => m.Kind == MetricKind.Gauge);
            Assert.True(alert.Clears == (isGauge || recurring.Contains(alert.Id)), alert.Id);
        }
    }

    [Fact]
    public async Task An_alert_on_what_is_sampled_looks_back_two_rounds_at_least()
    {
        var queries = await Kql.AnalyzedAsync();
        var sampled = (await PortalModel.LoadAsync()).Alerts.Where(a => a.IsLog)
            .SelectMany(a => MetricsOf(queries, a).Where(m => m.Kind == MetricKind.Gauge || a.Id.EndsWith("-silent", StringComparison.Ordinal)).Select(m => (Alert: a, Metric: m))).ToList();
        Assert.NotEmpty(sampled);
        Offenders.None(sampled.Where(s => s.Alert.Window < 2 * PeriodOf(s.Metric)).Select(s => s.Alert.Id), "alerts that may see no round at all");
    }

    [Fact]
    public async Task Silence_is_told_after_two_missing_rounds_and_before_the_window_ends()
    {
        var queries = await Kql.AnalyzedAsync();
        var silent = (await PortalModel.LoadAsync()).Alerts.Where(a => a.Id.EndsWith("-silent", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, silent.Count);
        Assert.All(silent, a => Assert.InRange(a.Threshold, 2 * PeriodOf(MetricsOf(queries, a).Single()).TotalMinutes, a.Window.TotalMinutes - 1));
        // No by: one row also without any data, and in it a number above every threshold.
        Assert.All(silent, a => Assert.Matches(@"\n\| summarize (?!.* by )[^\n]+\n\| project Value = iff\([^\n]+, 999999\.0, todouble\(datetime_diff\(""minute"", now\(\), \w+\)\)\)\n$", a.Query));
    }

    [Fact]
    public async Task Every_query_of_an_alert_gives_its_value_and_its_dimensions()
    {
        var portal = await PortalModel.LoadAsync();
        var queries = await Kql.AnalyzedAsync();
        Assert.Equal(queries.Keys.Where(n => n.StartsWith("alert-", StringComparison.Ordinal)).Order(), portal.Alerts.Where(a => a.IsLog).Select(a => "alert-" + a.Id).Order());
        foreach (var alert in portal.Alerts.Where(a => a.IsLog))
        {
            var columns = queries["alert-" + alert.Id].Columns;
            var dimensions = alert.Condition["dimensions"]!.Select(d => (string)d["name"]!).ToList();
            Assert.Equal((string)alert.Condition["metricMeasureColumn"]!, columns.Single(c => c.Type is "real" or "long").Name);
            // A row more than one value would be lost among the others.
            Assert.Equal(dimensions, columns.Where(c => c.Type == "string").Select(c => c.Name));
            Assert.Equal(dimensions.Count + 1, columns.Count);
            Assert.Equal(await File.ReadAllTextAsync(RepositoryRoot.Combine(Kql.Folder, $"alert-{alert.Id}.kql"), TestContext.Current.CancellationToken), alert.Query);
        }
    }

    [Fact]
    public async Task No_query_of_an_alert_has_what_alerts_do_not_support()
    {
        string[] refused = ["bag_unpack", "pivot", "narrow", "AggregatedValue", "ago(", "{", "search "];
        Offenders.None((await PortalModel.LoadAsync()).Alerts.Where(a => a.IsLog).SelectMany(a => refused.Where(r => Code(a.Query).Contains(r, StringComparison.Ordinal)).Select(r => $"{a.Id}: {r}")), "what alerts do not support");
    }

    [Fact]
    public async Task Every_alert_ends_with_the_way_to_its_section_and_mails_whoever_is_named()
    {
        var mailed = await PortalModel.LoadAsync();
        Assert.All(mailed.Alerts, a => Assert.EndsWith($". See {PortalModel.Runbook}#{a.Id}", a.Description));
        Assert.All(mailed.Alerts, a => Assert.Contains("actionGroup.id", a.Properties["actions"]!.ToString()));
        Assert.All((await PortalModel.LoadAsync(mailed: false)).Alerts, a => Assert.DoesNotContain("actionGroup.id", a.Properties["actions"]!.ToString()));
    }

    [Fact]
    public async Task Dead_letters_that_lie_are_seen_from_outside()
    {
        var alert = (await PortalModel.LoadAsync()).Alerts.Single(a => !a.IsLog);
        Assert.Equal(("DeadletteredMessages", "Minimum", "GreaterThan", 0L),
            ((string)alert.Condition["metricName"]!, (string)alert.Condition["timeAggregation"]!, (string)alert.Condition["operator"]!, alert.Threshold));
        Assert.Equal("/serviceBusNamespaceId", (string)alert.Properties["scopes"]!.Single()!);
    }

    private static IEnumerable<MetricDescription> MetricsOf(IReadOnlyDictionary<string, KqlAnalysis> queries, AlertRule alert) =>
        queries["alert-" + alert.Id].Metrics.Select(n => MetricCatalog.All.Single(m => m.Name == n));

    /// <summary>How often a metric is sampled: by which timer, and how often that runs.</summary>
    private static TimeSpan PeriodOf(MetricDescription metric) =>
        Schedule(metric.Name.StartsWith("data_rights.retention.", StringComparison.Ordinal) ? "AnonymizationSchedule" : "HousekeepingSchedule");

    private static TimeSpan Schedule(string setting)
    {
        var settings = JObject.Parse(File.ReadAllText(RepositoryRoot.Combine("local.settings.sample.json")))["Values"]!;
        var match = Cron().Match((string)settings[setting]!);
        Assert.True(match.Success, $"{setting} is neither every so many minutes nor once an hour.");
        return TimeSpan.FromMinutes(match.Groups[1].Success ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 60);
    }

    private static string Code(string query) => string.Join('\n', query.Split('\n').Where(l => !l.StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex(@"^0 (?:\*/(\d+)|\d+) \* \* \* \*$")]
    private static partial Regex Cron();
}
