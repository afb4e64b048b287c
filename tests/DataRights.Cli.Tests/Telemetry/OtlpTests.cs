using DataRights.Cli.Tests.Hosts;
using DataRights.Telemetry;
using DataRights.Testing.Servers;
using DataRights.Testing.Telemetry;

namespace DataRights.Cli.Tests.Telemetry;

/// <summary>What a collector hears of a host that exports, deletes, anonymizes and announces.</summary>
public sealed class OtlpTests : IAsyncDisposable
{
    private const string CallersTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>What tells of trouble, of the cloud's queues, or of recipients, which this host has none of: such a day has none of it.</summary>
    private static readonly MetricDescription[] OnlyOnBadDays =
        [MetricCatalog.Residue, MetricCatalog.MapGaps, MetricCatalog.Troubles, MetricCatalog.DeadLettered, MetricCatalog.Rejected, MetricCatalog.Requeued, MetricCatalog.RecipientCalls];

    private readonly TempDirectory directory = new();
    private readonly OtlpReceiver collector = new();
    private readonly WebhookInbox inbox = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await collector.DisposeAsync();
        await inbox.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Every_metric_of_a_good_day_arrives_with_its_dimensions_and_no_other()
    {
        await using (var host = Serve())
        {
            await host.WaitUntilHealthyAsync(Token);
            await host.DoAsync("access", Person(2), Token);
            await host.DoAsync("deletion", Person(2), Token);
            await UntilAsync(() => MetricCatalog.All.Except(OnlyOnBadDays).All(m => collector.Of(m).Count > 0));
            Assert.Equal(0, await host.StopAsync(Token));
        }

        var points = collector.Points.Where(p => p.Scope == TelemetryNames.Meter).ToList();
        var catalog = MetricCatalog.All.ToDictionary(m => m.Name);
        Assert.All(points, p =>
        {
            var metric = catalog[p.Metric];
            Assert.Equal(metric.Dimensions.Order(), p.Tags.Keys.Order());
            Assert.Equal((metric.Unit, metric.Kind == MetricKind.Counter ? "sum" : metric.Kind == MetricKind.Gauge ? "gauge" : "histogram"), (p.Unit, p.Kind));
            Assert.Equal("data-rights", p.Service);
        });
        Assert.All(points.Where(p => p.Kind == "histogram"), p => Assert.Equal((0.01, true, true), (p.Bounds[0], p.Bounds.Contains(1), p.Bounds.Contains(86400))));
        Assert.Equal(3 * 6, collector.Of(MetricCatalog.RequestsOpen).Select(p => (p.Tags["kind"], p.Tags["status"])).Distinct().Count());
        Assert.Equal(1, collector.Of(MetricCatalog.RequestsEnded).Where(p => p.Tags["kind"] == "deletion").Max(p => p.Value));
        Assert.All(collector.Of(MetricCatalog.RetentionLag), p => Assert.Equal(0, p.Value));
    }

    [Fact]
    public async Task A_request_is_one_trace_from_its_submission_over_two_hosts_to_its_webhooks()
    {
        string id;
        await using (var first = Serve())
        {
            await first.WaitUntilHealthyAsync(Token);
            first.Client.DefaultRequestHeaders.Add("traceparent", $"00-{CallersTrace}-00f067aa0ba902b7-01");
            id = (await first.SubmitAsync("deletion", Person(4), Token, waiveGrace: true)).Id;
            await UntilAsync(() => Mine(id).Count > 0);
            Assert.Equal(0, await first.StopAsync(Token));
        }

        await using (var second = Serve())
        {
            await second.WaitUntilHealthyAsync(Token);
            Assert.Equal("completed", (await second.UntilEndedAsync(id, Token)).Status);
            await UntilAsync(() => inbox.Calls.Any(c => c.Body.Contains("request.completed", StringComparison.Ordinal)));
            Assert.Equal(0, await second.StopAsync(Token));
        }

        var trace = collector.Spans.Where(s => s.TraceId == CallersTrace).ToList();
        Assert.All(Mine(id), s => Assert.Equal(CallersTrace, s.TraceId));
        Assert.Superset(new HashSet<string> { "submit", "run deletion", "step plan", "step capture", "step erase:main", "step verify", "step clean", "step receipt", "webhook" }, trace.Select(s => s.Name).ToHashSet());
        var submit = Assert.Single(trace, s => s.Name == "submit");
        Assert.Equal("00f067aa0ba902b7", submit.ParentId);
        var runs = trace.Where(s => s.Name == "run deletion").ToList();
        Assert.All(runs, r => Assert.Equal((submit.SpanId, 5), (r.ParentId, r.Kind)));
        Assert.All(trace.Where(s => s.Name.StartsWith("step ", StringComparison.Ordinal)), s => Assert.Contains(s.ParentId, runs.Select(r => r.SpanId)));
        Assert.All(trace.SelectMany(s => s.Tags.Keys), key => Assert.StartsWith("data_rights.", key, StringComparison.Ordinal));

        // The receiver of a webhook can go on with the trace.
        Assert.Contains(inbox.Calls, c => c.Headers.TryGetValue("traceparent", out var parent) && parent.Contains(CallersTrace, StringComparison.Ordinal));
        Assert.Contains(collector.Spans, s => s.Name == "housekeeping" && s.ParentId.Length == 0);
        Assert.Contains(collector.Spans, s => s.Name.StartsWith("retention ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_collector_that_is_stuck_or_gone_stops_no_work_and_does_not_keep_the_host(bool isStuck)
    {
        collector.IsStuck = isStuck;
        if (!isStuck)
            await collector.DisposeAsync();

        await using var host = Serve();
        await host.WaitUntilHealthyAsync(Token);
        Assert.Equal("completed", (await host.DoAsync("access", Person(6), Token)).Status);
        Assert.Equal("completed", (await host.DoAsync("deletion", Person(6), Token)).Status);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await host.StopAsync(limit.Token));
        Assert.Equal(isStuck, collector.Received.Count > 0);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    public async Task A_setting_that_cannot_be_used_ends_the_start_with_one_line_that_names_it(string name, string value)
    {
        var environment = new Dictionary<string, string>(collector.Environment) { [name] = value };
        await using var host = DataRights.Testing.Processes.HostProcess.Start(directory.Combine("log"), environment, ["serve", "--data", directory.Combine("data"), "--port", "0"]);
        await host.WaitForEndAsync(Token);
        Assert.Equal(2, host.ExitCode);
        Assert.Contains(name, host.Output, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Person(int id) => new() { ["user_id"] = $"{id}" };

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (!isSo())
            await Task.Delay(250, limit.Token);
    }

    private List<OtlpSpan> Mine(string id) => [.. collector.Spans.Where(s => s.Tags.GetValueOrDefault(SpanTags.RequestId) == id)];

    private ServedHost Serve() =>
        new(new SocketsHttpHandler { ActivityHeadersPropagator = null }, directory.Combine("data"), directory.Combine("log"), collector.Environment, ["--webhook", inbox.Address.ToString()]);
}
