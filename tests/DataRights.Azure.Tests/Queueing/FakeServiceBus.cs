using Azure.Messaging.ServiceBus;

namespace DataRights.Azure.Tests.Queueing;

/// <summary>A namespace that lives as long as the test, at the client's virtual members: what was sent, with duplicates dropped.</summary>
internal sealed class FakeServiceBus : ServiceBusClient
{
    private readonly Lock gate = new();
    private readonly HashSet<(string Queue, string Id)> seen = [];
    private readonly List<(string Queue, ServiceBusMessage Message)> sent = [];

    /// <summary>What a send throws, if anything.</summary>
    public Exception? Fault { get; set; }

    public int SendersMade { get; private set; }

    public int Dropped { get; private set; }

    public IReadOnlyList<(string Queue, ServiceBusMessage Message)> Sent
    {
        get
        {
            lock (gate)
            {
                return [.. sent];
            }
        }
    }

    public override ServiceBusSender CreateSender(string queueOrTopicName)
    {
        lock (gate)
        {
            SendersMade++;
        }

        return new Sender(this, queueOrTopicName);
    }

#pragma warning disable CA2215 // The client's own closes a connection, and there is none.
    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
#pragma warning restore CA2215

    /// <summary>What the service would deliver of a message that was sent.</summary>
    public static ServiceBusReceivedMessage Delivered(ServiceBusMessage message, int deliveryCount = 1) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: message.Body,
        messageId: message.MessageId,
        subject: message.Subject,
        contentType: message.ContentType,
        properties: message.ApplicationProperties,
        lockTokenGuid: Guid.NewGuid(),
        deliveryCount: deliveryCount,
        sequenceNumber: 42);

    private sealed class Sender(FakeServiceBus bus, string queue) : ServiceBusSender
    {
        public override async Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (bus.Fault is { } fault)
            {
                throw fault;
            }

            lock (bus.gate)
            {
                if (!bus.seen.Add((queue, message.MessageId)))
                {
                    bus.Dropped++;
                    return;
                }

                bus.sent.Add((queue, message));
            }
        }
    }
}
