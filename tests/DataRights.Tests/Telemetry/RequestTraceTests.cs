using System.Diagnostics;
using System.Text;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using DataRights.Tests.Requests;
using DataRights.Tests.Webhooks;
using Xunit;

namespace DataRights.Tests.Telemetry;

public sealed class RequestTraceTests : IDisposable
{
    private const string CallersTrace = "0af7651916cd43dd8448eb211c80319c";
    private const string CallersParent = $"00-{CallersTrace}-b7ad6b7169203331-01";

    private readonly World world = new() { Announces = true };
    private readonly TelemetryProbe probe = new();

    public void Dispose()
    {
        probe.Dispose();
        Activity.Current = null;
    }

    [Fact]
    public async Task One_trace_holds_submission_slices_retries_resent_messages_and_webhooks()
    {
        var ways = new Queue<Func<JobResult>>([() => JobResult.Continue, () => throw new SourceException("main", "down", transient: true), () => JobResult.Completed("done")]);
        var job = new TestJob((_, _) => Task.FromResult(ways.Dequeue()()));
        using (Invocation("http", CallersParent))
        {
            await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        }

        var lost = (await world.Queue.TryReceiveAsync(QueueNames.Export, TimeSpan.FromMinutes(1), World.Token))!;
        await world.Queue.CompleteAsync(lost, World.Token);
        world.Clock.Advance(world.Options.LostAfter);
        var round = await world.Housekeeping().RunAsync(World.Token);
        Assert.Equal(1, round.Requeued);
        while (ways.Count > 0)
        {
            // Each slice on another host, under its own invocation.
            using var invocation = Invocation("queue", null);
            Assert.True(await world.DeliverAsync(world.Runner(job)));
            world.Clock.Advance(world.Options.LongestBackoff);
        }

        await SendWebhooksAsync();

        var ofRequest = probe.Spans.Where(s => s.OperationName != "housekeeping").ToList();
        Assert.Equal(["submit", "run access", "run access", "run access", "webhook"], ofRequest.Select(s => s.OperationName).Distinct().SelectMany(n => Enumerable.Repeat(n, n == "run access" ? 3 : 1)));
        Assert.All(ofRequest, s => Assert.Equal(CallersTrace, s.TraceId.ToHexString()));
        var submit = ofRequest[0];
        Assert.Equal("b7ad6b7169203331", submit.ParentSpanId.ToHexString());
        var runs = ofRequest.Where(s => s.OperationName == "run access").ToList();
        Assert.All(runs, r => Assert.Equal((submit.SpanId, ActivityKind.Consumer), (r.ParentSpanId, r.Kind)));
        Assert.All(runs, r => Assert.NotEqual(submit.TraceId, Assert.Single(r.Links).Context.TraceId));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Unset], runs.Select(r => r.Status));
        Assert.Equal("down", runs[1].StatusDescription);
        Assert.NotEqual(CallersTrace, Assert.Single(probe.Spans, s => s.OperationName == "housekeeping").TraceId.ToHexString());
    }

    [Fact]
    public async Task What_a_caller_writes_into_trace_state_or_baggage_is_not_taken_over()
    {
        using var http = Invocation("http", CallersParent);
        http.TraceStateString = "vendor=canary";
        http.SetBaggage("person", "canary");
        var request = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request;
        await world.DeliverAsync(world.Runner(new TestJob()));

        Assert.All(probe.Spans, s => Assert.Null(s.TraceStateString));
        Assert.Matches($"^00-{CallersTrace}-[0-9a-f]{{16}}-01$", request.TraceParent);
        Assert.DoesNotContain("canary", Encoding.UTF8.GetString((await world.Objects.ReadAsync(ObjectNames.Request(request.Id), World.Token))!.Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ambient_activity_that_nobody_listens_to_is_no_parent()
    {
        using var http = new Activity("unheard").Start();
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);

        var submit = Assert.Single(probe.Spans);
        Assert.Equal((default, true), (submit.ParentSpanId, submit.Recorded));
        Assert.Same(http, Activity.Current);
    }

    [Fact]
    public async Task A_record_from_before_traces_is_read_and_its_runs_are_one_trace()
    {
        const string Id = "019cb8f0-1c00-7abc-8def-0123456789ab";
        var old =
            $$"""
            {"schema":1,"id":"{{Id}}","kind":"Access","status":"Queued","subjectReference":"v1.old","rootCollection":"users","sealedRootKey":"{{SealedRoot(Id)}}",
            "ledgerReference":"00112233445566778899aabbccddeeff","received":"2026-03-01T11:00:00+00:00","due":"2026-04-01T11:00:00+00:00","version":2,"epoch":0,
            "attempts":0,"nextAttempt":"2026-03-01T11:00:00+00:00","steps":[],"findings":[],"transitions":[],"announced":false}
            """;
        await world.Objects.TryWriteAsync(ObjectNames.Request(Id), Encoding.UTF8.GetBytes(old), WriteCondition.IfAbsent, World.Token);
        Assert.Null((await world.ReadAsync(Id)).TraceParent);
        var runner = world.Runner(new TestJob((run, _) => Task.FromResult(run.Epoch < 3 ? JobResult.Continue : JobResult.Completed("done"))));

        for (var version = 2; version <= 4; version++)
        {
            await runner.RunAsync(new QueueMessage(Id, version), 1, World.Token);
        }

        Assert.Equal(3, probe.Spans.Count);
        Assert.All(probe.Spans, s => Assert.Equal(Id.Replace("-", "", StringComparison.Ordinal), s.TraceId.ToHexString()));
    }

    [Fact]
    public async Task Runs_of_an_unsampled_submission_are_unsampled_and_counted_all_the_same()
    {
        using (Invocation("http", CallersParent[..^1] + "0"))
        {
            var request = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request;
            Assert.EndsWith("-00", request.TraceParent, StringComparison.Ordinal);
        }

        await world.DeliverAsync(world.Runner(new TestJob()));
        Assert.All(probe.Spans, s => Assert.False(s.Recorded));
        Assert.Single(probe.Sums(MetricCatalog.RequestsEnded));
    }

    [Fact]
    public async Task Without_anybody_listening_no_trace_parent_is_kept_and_the_work_is_done()
    {
        probe.Dispose();
        using var off = new TelemetryProbe(ActivitySamplingResult.None);
        var request = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request;
        await world.DeliverAsync(world.Runner(new TestJob()));

        Assert.Null(request.TraceParent);
        Assert.Equal(RequestStatus.Completed, (await world.ReadAsync(request.Id)).Status);
    }

    private static Activity Invocation(string name, string? parent)
    {
        // Each invocation begins outside of any other.
        Activity.Current = null;
        var activity = new Activity(name);
        return (parent is null ? activity : activity.SetParentId(parent)).Start();
    }

    private string SealedRoot(string id)
    {
        var seals = new RequestSeals(world.Keys);
        return seals.SealRoot(id, new("users", Key.Of("2")));
    }

    private async Task SendWebhooksAsync()
    {
        var sender = world.Sender(new ScriptedReceiver(world));
        while (await world.Queue.TryReceiveAsync(QueueNames.Webhook, TimeSpan.FromMinutes(1), World.Token) is { } message)
        {
            await sender.RunAsync(message.Message, 1, World.Token);
            await world.Queue.CompleteAsync(message, World.Token);
        }
    }
}
