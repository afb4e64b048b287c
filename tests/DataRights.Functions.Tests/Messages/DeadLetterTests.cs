using DataRights.Functions.Queues;
using DataRights.Functions.Tests.Fakes;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Functions.Tests.Messages;

public sealed class DeadLetterTests : IAsyncDisposable
{
    private const string Canary = "jane.canary@example.org";

    private readonly Head head = new();
    private readonly FakeActions actions = new();

    [Fact]
    public async Task A_dead_letter_makes_its_request_failed_and_visible_and_is_completed()
    {
        var export = await head.PutAsync(RequestStatus.Queued);
        var deletion = await head.PutAsync(RequestStatus.Queued, kind: RequestKind.Deletion);

        await head.Function<RecordExportDeadLetter>().RunAsync(Deliveries.Of(export), actions, Head.Token);
        await head.Function<RecordDeletionDeadLetter>().RunAsync(Deliveries.Of(deletion), actions, Head.Token);

        Assert.Equal(["complete", "complete"], actions.Calls);
        var failed = await head.Services.GetRequiredService<IRequestService>().ListAsync(RequestStatus.Failed, null, 10, Head.Token);
        Assert.Equal(new[] { export.Id, deletion.Id }.Order(StringComparer.Ordinal), failed.Select(f => f.Id).Order(StringComparer.Ordinal));
        Assert.All(failed, f => Assert.Equal("dead-lettered", f.Outcome));
        Assert.Empty(head.Bus.Sent);
    }

    [Fact]
    public async Task When_it_cannot_be_written_down_the_message_is_left_to_come_again()
    {
        var request = await head.PutAsync(RequestStatus.Queued);
        head.Objects.BeforeWrite = _ => throw new StoreException("down", transient: true);
        await head.Function<RecordExportDeadLetter>().RunAsync(Deliveries.Of(request), actions, Head.Token);
        Assert.Empty(actions.Calls);
        Assert.Empty(head.Bus.Sent);

        head.Objects.BeforeWrite = null;
        await head.Function<RecordExportDeadLetter>().RunAsync(Deliveries.Of(request, deliveryCount: 2), actions, Head.Token);
        Assert.Equal(["complete"], actions.Calls);
        Assert.Equal(RequestStatus.Failed, (await head.ReadAsync(request.Id)).Status);
    }

    [Fact]
    public async Task What_is_no_message_is_noted_and_completed()
    {
        using var probe = new TelemetryProbe();
        await head.Function<RecordExportDeadLetter>().RunAsync(Deliveries.Of(Canary, Canary, reason: Canary), actions, Head.Token);
        await head.Function<RecordRequestDeadLetter>().RunAsync(Deliveries.Of(Canary, Canary, reason: "MaxDeliveryCountExceeded"), actions);
        await head.Function<RecordWebhookDeadLetter>().RunAsync(Deliveries.Of(Canary, Canary, reason: "TTLExpiredException"), actions);
        Assert.Equal(["complete", "complete", "complete"], actions.Calls);
        Assert.Equal(["other", "MaxDeliveryCountExceeded", "TTLExpiredException"], head.Log.Lines.Where(l => l.Contains("gave up", StringComparison.Ordinal)).Select(l => l.Split(": ")[^1].Trim(' ', '.')));
        Assert.DoesNotContain(head.Log.Lines, l => l.Contains(Canary, StringComparison.Ordinal));
        Assert.Equal(new() { ["queue=export-jobs"] = 1, ["queue=requests"] = 1, ["queue=webhook-jobs"] = 1 }, probe.Sums(MetricCatalog.DeadLettered));
    }

    [Fact]
    public async Task A_webhooks_dead_letter_does_not_fail_its_request()
    {
        var request = await head.PutAsync(RequestStatus.Queued);
        await head.Function<RecordWebhookDeadLetter>().RunAsync(Deliveries.Of(request), actions);
        Assert.Equal(RequestStatus.Queued, (await head.ReadAsync(request.Id)).Status);
    }

    public ValueTask DisposeAsync() => head.DisposeAsync();
}
