using Azure.Messaging.ServiceBus;
using DataRights.Testing;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Tests.EndToEnd.Broker;

/// <summary>The platform's settlement, applied to the broker. What a dead app settles does not arrive.</summary>
internal sealed class BrokerActions(Broker broker, string queue, Func<bool> isDead) : ServiceBusMessageActions
{
    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(() => broker.Complete(queue, Guid.Parse(message.LockToken)), cancellationToken);

    public override Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        SettleAsync(() => broker.Abandon(queue, Guid.Parse(message.LockToken)), cancellationToken);

    private async Task SettleAsync(Action settle, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        if (isDead())
        {
            throw new SimulatedCrashException();
        }

        settle();
    }
}
