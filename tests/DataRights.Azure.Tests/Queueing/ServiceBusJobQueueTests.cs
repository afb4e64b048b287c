using Azure.Identity;
using Azure.Messaging.ServiceBus;
using DataRights.Azure.Queueing;
using DataRights.Queueing;
using DataRights.Testing;

namespace DataRights.Azure.Tests.Queueing;

public sealed class ServiceBusJobQueueTests : IAsyncDisposable
{
    private static readonly ServiceBusQueues Queues = new("in", "ex", "del", "hook");
    private readonly ManualTimeProvider clock = new();
    private readonly FakeServiceBus bus = new();
    private readonly ServiceBusJobQueue queue;

    public ServiceBusJobQueueTests() => queue = new ServiceBusJobQueue(new ServiceBusSenders(bus), Queues, clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_carries_ids_only_and_the_engines_message_id()
    {
        await queue.EnqueueAsync(QueueNames.Export, new QueueMessage("r-1", 7), null, Token);

        var (name, message) = Assert.Single(bus.Sent);
        Assert.Equal("ex", name);
        Assert.Equal("r-1:7", message.MessageId);
        Assert.Equal("application/json", message.ContentType);
        Assert.Equal("data-rights.job", message.Subject);
        Assert.Equal("""{"schema":1,"requestId":"r-1","version":7}""", message.Body.ToString());
        Assert.Equal(["requestId=r-1", "version=7"], message.ApplicationProperties.Select(p => $"{p.Key}={p.Value}").Order());
        Assert.Equal(new QueueMessage("r-1", 7), QueueMessageFormat.Read(message.Body, out _));
    }

    [Theory]
    [InlineData(QueueNames.Intake, "in")]
    [InlineData(QueueNames.Export, "ex")]
    [InlineData(QueueNames.Deletion, "del")]
    [InlineData(QueueNames.Webhook, "hook")]
    public async Task Each_queue_has_the_name_that_the_settings_give_it(string engine, string name)
    {
        await queue.EnqueueAsync(engine, new QueueMessage("r-1", 1), null, Token);
        Assert.Equal(name, Assert.Single(bus.Sent).Queue);
    }

    [Fact]
    public async Task A_message_for_later_is_scheduled_and_one_whose_time_has_come_is_not()
    {
        var later = clock.GetUtcNow() + TimeSpan.FromDays(7);
        await queue.EnqueueAsync(QueueNames.Deletion, new QueueMessage("r-1", 1), later, Token);
        await queue.EnqueueAsync(QueueNames.Deletion, new QueueMessage("r-1", 2), clock.GetUtcNow(), Token);
        Assert.Equal([later, default], bus.Sent.Select(s => s.Message.ScheduledEnqueueTime));
    }

    [Fact]
    public async Task Lifetime_is_left_to_the_queue()
    {
        await queue.EnqueueAsync(QueueNames.Export, new QueueMessage("r-1", 1), null, Token);
        Assert.Equal(new ServiceBusMessage().TimeToLive, Assert.Single(bus.Sent).Message.TimeToLive);
    }

    [Fact]
    public async Task A_queues_sender_is_made_once_also_by_callers_at_once()
    {
        await Task.WhenAll(Enumerable.Range(1, 50).Select(i => queue.EnqueueAsync(QueueNames.Export, new QueueMessage("r-1", i), null, Token)));
        await queue.EnqueueAsync(QueueNames.Deletion, new QueueMessage("r-1", 1), null, Token);
        Assert.Equal(51, bus.Sent.Count);
        Assert.Equal(2, bus.SendersMade);
    }

    [Theory]
    [InlineData(ServiceBusFailureReason.ServiceBusy, "service-bus-busy", true)]
    [InlineData(ServiceBusFailureReason.ServiceTimeout, "service-bus-timeout", true)]
    [InlineData(ServiceBusFailureReason.ServiceCommunicationProblem, "service-bus-unreachable", true)]
    [InlineData(ServiceBusFailureReason.QuotaExceeded, "service-bus-queue-full", true)]
    [InlineData(ServiceBusFailureReason.MessagingEntityNotFound, "service-bus-queue-missing", false)]
    [InlineData(ServiceBusFailureReason.MessagingEntityDisabled, "service-bus-queue-disabled", false)]
    [InlineData(ServiceBusFailureReason.MessageSizeExceeded, "service-bus-message-too-large", false)]
    [InlineData(ServiceBusFailureReason.GeneralError, "service-bus-error", false)]
    public async Task What_the_service_answers_becomes_a_code_that_says_whether_it_may_pass(ServiceBusFailureReason reason, string code, bool transient)
    {
        bus.Fault = new ServiceBusException("canary.servicebus.example", reason);
        var fault = await Assert.ThrowsAsync<QueueException>(() => queue.EnqueueAsync(QueueNames.Export, new QueueMessage("r-1", 1), null, Token));
        Assert.Equal((code, transient), (fault.Code, fault.IsTransient));
        Assert.DoesNotContain("canary", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_failures_of_the_way_there_are_told_by_code_too()
    {
        Assert.Equal(("service-bus-no-token", true), await FaultOfAsync(new AuthenticationFailedException("canary")));
        Assert.Equal(("service-bus-unauthorized", false), await FaultOfAsync(new UnauthorizedAccessException("canary")));
        Assert.Equal(("service-bus-timeout", true), await FaultOfAsync(new TaskCanceledException("canary")));
        Assert.Equal(("service-bus-unreachable", true), await FaultOfAsync(new IOException("canary")));
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_no_fault_of_the_queue_and_a_defect_is_not_hidden()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.EnqueueAsync(QueueNames.Export, new QueueMessage("r-1", 1), null, new CancellationToken(true)));
        bus.Fault = new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.EnqueueAsync(QueueNames.Export, new QueueMessage("r-1", 1), null, Token));
    }

    [Fact]
    public async Task An_id_that_is_none_is_not_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => queue.EnqueueAsync(QueueNames.Export, new QueueMessage("jane doe", 1), null, Token));
        Assert.Empty(bus.Sent);
    }

    public ValueTask DisposeAsync() => bus.DisposeAsync();

    private async Task<(string, bool)> FaultOfAsync(Exception thrown)
    {
        bus.Fault = thrown;
        var fault = await Assert.ThrowsAsync<QueueException>(() => queue.EnqueueAsync(QueueNames.Export, new QueueMessage("r-1", 1), null, Token));
        Assert.DoesNotContain("canary", fault.ToString(), StringComparison.Ordinal);
        return (fault.Code, fault.IsTransient);
    }
}
