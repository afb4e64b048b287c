using Azure.Messaging.ServiceBus;
using DataRights.Functions.Messages;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Queues;

/// <summary>Accepts what account-settings pages queue by themselves.</summary>
public sealed class AcceptRequest(IntakeMessages messages)
{
    [Function(nameof(AcceptRequest))]
    public Task RunAsync(
        [ServiceBusTrigger("%RequestsQueueName%", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        messages.AcceptAsync(message, actions, cancellationToken);
}
