using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using DataRights.Tests.Requests;
using DataRights.Tests.Webhooks;
using Xunit;

namespace DataRights.Tests.Telemetry;

public sealed class HousekeepingTelemetryTests : IDisposable
{
    private readonly World world = new(new RequestOptions { AllowGraceWaiver = true, AtRiskWithin = TimeSpan.FromDays(5) });
    private readonly TelemetryProbe probe = new();

    public void Dispose() => probe.Dispose();

    [Fact]
    public async Task Each_round_records_every_kind_and_status_and_what_is_over_falls_back_to_zero()
    {
        var id = (await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Request.Id;
        await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion), World.Token);
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.Housekeeping().RunAsync(World.Token);

        var open = probe.Last(MetricCatalog.RequestsOpen);
        Assert.Equal(18, open.Count);
        Assert.Equal(["kind=access status=queued", "kind=deletion status=scheduled"], open.Where(o => o.Value > 0).Select(o => o.Key).Order());
        Assert.Equal((30, 30, 0), (Age("access", "queued"), Age("deletion", "scheduled"), Age("deletion", "queued")));

        await world.DeliverAsync(world.Runner(new TestJob((_, _) => Task.FromResult(JobResult.Waiting("map-gap", [])))));
        world.Clock.Advance(TimeSpan.FromSeconds(40));
        await world.Housekeeping().RunAsync(World.Token);
        Assert.Equal((0, 0, 40), (probe.Last(MetricCatalog.RequestsOpen)["kind=access status=queued"], Age("access", "queued"), Age("access", "waiting")));

        await world.Service().CancelAsync(id, World.Token);
        await world.Housekeeping().RunAsync(World.Token);
        Assert.Equal(18, probe.Last(MetricCatalog.RequestAge).Count);
        Assert.Equal((0, 0), (probe.Last(MetricCatalog.RequestsOpen)["kind=access status=waiting"], Age("access", "waiting")));
        Assert.Equal(new() { ["result=ok"] = 3 }, probe.Sums(MetricCatalog.HousekeepingRounds));
        Assert.Equal(0, Assert.Single(probe.Last(MetricCatalog.WebhooksStopped)).Value);
    }

    [Fact]
    public async Task A_retry_that_is_put_off_does_not_age_before_its_time()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        await world.DeliverAsync(world.Runner(new TestJob((_, _) => throw new StoreException("down", transient: true))));
        await world.Housekeeping().RunAsync(World.Token);

        Assert.Equal(0, Age("access", "queued"));
    }

    [Fact]
    public async Task A_deadline_is_at_risk_when_it_is_near_and_stays_so_when_it_is_past()
    {
        var due = (await world.Service().SubmitAsync(World.Ask(RequestKind.Portability), World.Token)).Request.Due;
        foreach (var (days, atRisk, overdue) in new[] { (-6.0, 0, 0), (-5.0, 1, 0), (0.1, 1, 1) })
        {
            world.Clock.Advance(due.AddDays(days) - world.Clock.GetUtcNow());
            await world.Housekeeping().RunAsync(World.Token);
            Assert.Equal((atRisk, overdue), (probe.Last(MetricCatalog.RequestsAtRisk)["kind=portability"], probe.Last(MetricCatalog.RequestsOverdue)["kind=portability"]));
            Assert.Equal(0, probe.Last(MetricCatalog.RequestsAtRisk)["kind=deletion"]);
        }
    }

    [Fact]
    public async Task A_message_sent_again_and_a_record_that_cannot_be_read_are_counted()
    {
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        var lost = (await world.Queue.TryReceiveAsync(QueueNames.Export, TimeSpan.FromMinutes(1), World.Token))!;
        await world.Queue.CompleteAsync(lost, World.Token);
        world.Clock.Advance(world.Options.LostAfter);
        await world.Objects.TryWriteAsync(ObjectNames.Request("019cb8f0-1c00-7abc-8def-0123456789ab"), "{}"u8.ToArray(), WriteCondition.IfAbsent, World.Token);

        await world.Housekeeping().RunAsync(World.Token);

        Assert.Equal(new() { [""] = 1 }, probe.Sums(MetricCatalog.Requeued));
        Assert.Equal(new() { ["result=trouble"] = 1 }, probe.Sums(MetricCatalog.HousekeepingRounds));
        Assert.Equal(new() { ["code=state-corrupt kind=housekeeping lasting=true source=engine"] = 1 }, probe.Sums(MetricCatalog.Troubles));
    }

    [Fact]
    public async Task A_webhook_attempt_counts_by_what_came_of_it()
    {
        world.Announces = true;
        await world.Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token);
        var answers = new Queue<DataRights.Webhooks.WebhookAnswer>([ScriptedReceiver.Broken, ScriptedReceiver.Ok]);
        var sender = world.Sender(new ScriptedReceiver(world, _ => answers.TryDequeue(out var next) ? next : ScriptedReceiver.Gone));
        await DeliverAllAsync(sender);
        await world.DeliverAsync(world.Runner(new TestJob()));
        await DeliverAllAsync(sender);
        await world.Housekeeping().RunAsync(World.Token);

        Assert.Equal(
            new() { ["code=http-500 result=retried"] = 1, ["code=http-204 result=delivered"] = 1, ["code=http-410 result=gone"] = 1 },
            probe.Sums(MetricCatalog.WebhookAttempts));
        Assert.Equal(1, Assert.Single(probe.Last(MetricCatalog.WebhooksStopped)).Value);
    }

    private async Task DeliverAllAsync(DataRights.Webhooks.WebhookRunner sender)
    {
        for (var i = 0; i < 5; i++)
        {
            if (await world.Queue.TryReceiveAsync(QueueNames.Webhook, TimeSpan.FromMinutes(1), World.Token) is { } message)
            {
                await sender.RunAsync(message.Message, 1, World.Token);
                await world.Queue.CompleteAsync(message, World.Token);
            }

            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private double Age(string kind, string status) => probe.Last(MetricCatalog.RequestAge)[$"kind={kind} status={status}"];
}
