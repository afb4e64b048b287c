using Azure.Messaging.ServiceBus;
using DataRights.Testing;

namespace DataRights.Functions.Tests.EndToEnd.Broker;

/// <summary>One app's connection to the broker, at the client's virtual members. A dead app sends nothing.</summary>
internal sealed class BrokerClient(Broker broker, Func<bool> isDead) : ServiceBusClient
{
    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(broker, isDead, queueOrTopicName);

#pragma warning disable CA2215 // The client's own closes a connection, and there is none.
    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
#pragma warning restore CA2215

    private sealed class Sender(Broker broker, Func<bool> isDead, string queue) : ServiceBusSender
    {
        public override async Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (isDead())
            {
                throw new SimulatedCrashException();
            }

            broker.Send(queue, message);
        }
    }
}
