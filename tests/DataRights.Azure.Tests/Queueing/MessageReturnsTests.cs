using Azure.Messaging.ServiceBus;
using DataRights.Azure.Queueing;
using DataRights.Queueing;
using DataRights.Testing;

namespace DataRights.Azure.Tests.Queueing;

public sealed class MessageReturnsTests : IAsyncDisposable
{
    private readonly ManualTimeProvider clock = new();
    private readonly FakeServiceBus bus = new();
    private readonly MessageReturns returns;

    public MessageReturnsTests() => returns = new MessageReturns(new ServiceBusSenders(bus), new ServiceBusQueues("in", "ex", "del", "hook"), clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_has_an_id_of_its_own_and_remembers_the_original()
    {
        var at = clock.GetUtcNow() + TimeSpan.FromMinutes(3);
        await returns.ScheduleCopyAsync(QueueNames.Export, Received("r-1:4", "body"), at, Token);

        var (queue, copy) = Assert.Single(bus.Sent);
        Assert.Equal("ex", queue);
        Assert.Equal("r-1:4~1", copy.MessageId);
        Assert.Equal("body", copy.Body.ToString());
        Assert.Equal(at, copy.ScheduledEnqueueTime);
        var received = FakeServiceBus.Delivered(copy, deliveryCount: 2);
        Assert.Equal("r-1:4", MessageTries.OriginalIdOf(received));
        Assert.Equal(3, MessageTries.DeliveriesOf(received));
    }

    [Fact]
    public async Task A_copy_of_a_copy_counts_on_and_is_named_after_the_original()
    {
        await returns.ScheduleCopyAsync(QueueNames.Export, Received("r-1:4", "body"), clock.GetUtcNow(), Token);
        await returns.ScheduleCopyAsync(QueueNames.Export, FakeServiceBus.Delivered(bus.Sent[0].Message), clock.GetUtcNow(), Token);
        Assert.Equal(["r-1:4~1", "r-1:4~2"], bus.Sent.Select(s => s.Message.MessageId));
    }

    [Fact]
    public async Task The_same_copy_made_again_after_a_stop_is_dropped_by_duplicate_detection()
    {
        var message = Received("r-1:4", "body");
        await returns.ScheduleCopyAsync(QueueNames.Export, message, clock.GetUtcNow(), Token);
        clock.Advance(TimeSpan.FromMinutes(5));
        await returns.ScheduleCopyAsync(QueueNames.Export, message, clock.GetUtcNow() + TimeSpan.FromHours(1), Token);
        Assert.Single(bus.Sent);
        Assert.Equal(1, bus.Dropped);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    public async Task Whatever_a_foreign_id_is_a_copys_id_fits_the_services_limit(string? unit)
    {
        var id = unit is { Length: > 0 } ? string.Concat(Enumerable.Repeat(unit, 128)) : unit;
        await returns.ScheduleCopyAsync(QueueNames.Intake, Received(id, "body"), clock.GetUtcNow(), Token);
        Assert.InRange(Assert.Single(bus.Sent).Message.MessageId.Length, 1, 128);
    }

    [Theory]
    [InlineData("try", "7")]
    [InlineData("try", -1)]
    [InlineData("try", int.MaxValue)]
    [InlineData("originalId", 3)]
    public void Properties_that_a_foreign_sender_made_up_do_no_harm(string property, object value)
    {
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(messageId: "m", properties: new Dictionary<string, object> { [property] = value }, deliveryCount: 1);
        Assert.Equal(1, MessageTries.DeliveriesOf(message));
        Assert.Equal("m", MessageTries.OriginalIdOf(message));
    }

    [Theory]
    [InlineData("0197b3f0-5c1e-7c3a-9a51-2f6b7c8d9e0f:12", "0197b3f0-5c1e-7c3a-9a51-2f6b7c8d9e0f:12#42")]
    [InlineData("0197b3f0-5c1e-7c3a-9a51-2f6b7c8d9e0f:12~3", "0197b3f0-5c1e-7c3a-9a51-2f6b7c8d9e0f:12~3#42")]
    [InlineData("0197b3f05c1e7c3a9a512f6b7c8d9e0f", "0197b3f05c1e7c3a9a512f6b7c8d9e0f#42")]
    public void An_id_of_our_own_shape_is_shown(string id, string shown) => Assert.Equal(shown, MessageName.Of(Received(id, "")));

    [Theory]
    [InlineData("jane.doe@example.org")]
    [InlineData("Jane")]
    [InlineData("0197b3f0-5c1e-7c3a-9a51-2f6b7c8d9e0f:12\nforged line")]
    [InlineData("0197b3f0-5c1e-7c3a-9a51-2f6b7c8d9e0f:12\n")]
    [InlineData(null)]
    public void Any_other_id_is_shown_as_a_hash(string? id) => Assert.Matches(@"\Asha256-[0-9a-f]{16}#42\z", MessageName.Of(Received(id, "")));

    public ValueTask DisposeAsync() => bus.DisposeAsync();

    private static ServiceBusReceivedMessage Received(string? id, string body) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(body: BinaryData.FromString(body), messageId: id, deliveryCount: 1, sequenceNumber: 42);
}
