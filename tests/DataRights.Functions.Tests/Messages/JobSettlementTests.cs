using Azure.Messaging.ServiceBus;
using DataRights.Azure.Tests.Queueing;
using DataRights.Functions.Messages;
using DataRights.Functions.Queues;
using DataRights.Functions.Tests.Fakes;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Functions.Tests.Messages;

public sealed class JobSettlementTests : IAsyncDisposable
{
    private const string Canary = "jane.canary@example.org";

    private readonly Head head = new();
    private readonly FakeActions actions = new();

    [Fact]
    public async Task A_message_whose_work_is_done_is_completed()
    {
        await WorkAsync(Settlement.Complete);
        Assert.Equal(["complete"], actions.Calls);
        Assert.Empty(head.Bus.Sent);
    }

    [Fact]
    public async Task In_trouble_a_copy_is_scheduled_and_then_the_message_is_completed()
    {
        var at = head.Clock.GetUtcNow() + TimeSpan.FromMinutes(7);
        await WorkAsync(Settlement.Abandon(at));

        var (queue, copy) = Assert.Single(head.Bus.Sent);
        Assert.Equal("export-jobs", queue);
        Assert.Equal(at, copy.ScheduledEnqueueTime);
        Assert.Equal(["complete"], actions.Calls);
    }

    [Fact]
    public async Task A_copy_that_cannot_be_sent_leaves_abandoning_as_the_last_resort()
    {
        head.Bus.Fault = new ServiceBusException("down", ServiceBusFailureReason.ServiceCommunicationProblem);
        await WorkAsync(Settlement.Abandon(head.Clock.GetUtcNow()));
        Assert.Equal(["abandon"], actions.Calls);
    }

    [Fact]
    public async Task A_stop_between_copy_and_completion_is_harmless()
    {
        var request = await head.PutAsync(RequestStatus.Running);
        var message = Deliveries.Of(request);
        actions.Fault = new ServiceBusException("stop", ServiceBusFailureReason.ServiceCommunicationProblem);
        await head.Function<RunExport>().RunAsync(message, actions, Head.Token);
        actions.Fault = null;

        // The message comes again, and after it the copy that was made of it.
        await head.Function<RunExport>().RunAsync(Deliveries.Of(request, deliveryCount: 2), actions, Head.Token);
        await head.Function<RunExport>().RunAsync(FakeServiceBus.Delivered(head.Bus.Sent[0].Message), actions, Head.Token);

        Assert.Equal(["~1", "~2"], head.Bus.Sent.Select(s => s.Message.MessageId[^2..]));
        Assert.Equal(1, head.Bus.Dropped);
        Assert.Equal(["complete", "complete", "complete"], actions.Calls);
        Assert.Equivalent(request, await head.ReadAsync(request.Id));
    }

    [Fact]
    public async Task A_lock_lost_before_completion_is_harmless_and_says_nothing_of_the_message()
    {
        actions.Fault = new ServiceBusException(Canary, ServiceBusFailureReason.MessageLockLost);
        await WorkAsync(Settlement.Complete);
        Assert.Contains(head.Log.Lines, l => l.Contains("could not be settled (complete): ServiceBusException", StringComparison.Ordinal));
        Assert.DoesNotContain(head.Log.Lines, l => l.Contains(Canary, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData($$"""{"email":"{{Canary}}"}""", "malformed")]
    [InlineData($$"""{"schema":9,"requestId":"{{Canary}}","version":1}""", "schema-unknown")]
    [InlineData(Canary, "malformed")]
    public async Task What_is_no_message_is_recorded_by_code_and_completed_and_its_contents_go_nowhere(string body, string code)
    {
        var worked = false;
        await Jobs.WorkAsync(QueueNames.Export, Deliveries.Of(body, Canary), actions, (_, _, _) => Worked(ref worked), Head.Token);

        Assert.False(worked);
        Assert.Equal(["complete"], actions.Calls);
        Assert.Empty(head.Bus.Sent);
        Assert.Contains(head.Log.Lines, l => l.StartsWith("Error", StringComparison.Ordinal) && l.Contains(code, StringComparison.Ordinal) && l.Contains("#42", StringComparison.Ordinal));
        Assert.DoesNotContain(head.Log.Lines, l => l.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_of_an_earlier_version_completes_without_effect()
    {
        var request = await head.PutAsync(RequestStatus.Queued, version: 3);
        await head.Function<RunExport>().RunAsync(Deliveries.Of(request, version: 2), actions, Head.Token);
        await head.Function<RunDeletion>().RunAsync(Deliveries.Of(request, version: 2), actions, Head.Token);
        Assert.Equal(["complete", "complete"], actions.Calls);
        Assert.Equivalent(request, await head.ReadAsync(request.Id));
    }

    [Fact]
    public async Task A_message_of_a_run_that_is_alive_comes_back_when_that_is_known_to_be_dead()
    {
        var request = await head.PutAsync(RequestStatus.Running);
        await head.Function<RunDeletion>().RunAsync(Deliveries.Of(request), actions, Head.Token);

        var (queue, copy) = Assert.Single(head.Bus.Sent);
        Assert.Equal("deletion-jobs", queue);
        Assert.Equal(request.Heartbeat + head.Services.GetRequiredService<RequestOptions>().DeadAfter, copy.ScheduledEnqueueTime);
        Assert.Equal(["complete"], actions.Calls);
    }

    [Fact]
    public async Task A_host_that_stops_gives_the_message_back_and_still_settles_it()
    {
        var request = await head.PutAsync(RequestStatus.Queued);
        await head.Function<RunExport>().RunAsync(Deliveries.Of(request), actions, new CancellationToken(canceled: true));
        Assert.Single(head.Bus.Sent);
        Assert.Equal(["complete"], actions.Calls);
    }

    [Fact]
    public async Task Copies_count_as_deliveries_so_that_pauses_grow()
    {
        var counts = new List<int>();
        var message = Deliveries.Of(new QueueMessage("r-1", 1), deliveryCount: 2);
        for (var i = 0; i < 3; i++)
        {
            await Jobs.WorkAsync(QueueNames.Export, message, actions, (_, count, _) => Counted(counts, count), Head.Token);
            message = FakeServiceBus.Delivered(head.Bus.Sent[^1].Message);
        }

        Assert.Equal([2, 2, 3], counts);
    }

    [Fact]
    public async Task A_store_that_is_down_brings_the_message_back_later_and_later()
    {
        var request = await head.PutAsync(RequestStatus.Queued);
        head.Objects.BeforeWrite = _ => throw new StoreException("down", transient: true);
        var message = Deliveries.Of(request);
        for (var i = 0; i < 12; i++)
        {
            await head.Function<RunExport>().RunAsync(message, actions, Head.Token);
            message = FakeServiceBus.Delivered(head.Bus.Sent[^1].Message);
        }

        Assert.All(actions.Calls, c => Assert.Equal("complete", c));
        var pauses = head.Bus.Sent.Select(s => s.Message.ScheduledEnqueueTime - head.Clock.GetUtcNow()).ToList();
        Assert.InRange(pauses[0], TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));
        Assert.InRange(pauses[^1], TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
    }

    public ValueTask DisposeAsync() => head.DisposeAsync();

    private JobMessages Jobs => head.Services.GetRequiredService<JobMessages>();

    private Task WorkAsync(Settlement settlement) =>
        Jobs.WorkAsync(QueueNames.Export, Deliveries.Of(new QueueMessage("r-1", 1)), actions, (_, _, _) => Task.FromResult(settlement), Head.Token);

    private static Task<Settlement> Worked(ref bool worked)
    {
        worked = true;
        return Task.FromResult(Settlement.Complete);
    }

    private static Task<Settlement> Counted(List<int> counts, int count)
    {
        counts.Add(count);
        return Task.FromResult(Settlement.Abandon(DateTimeOffset.MinValue));
    }
}
