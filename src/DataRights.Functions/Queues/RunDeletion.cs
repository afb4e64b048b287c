using Azure.Messaging.ServiceBus;
using DataRights.Functions.Messages;
using DataRights.Queueing;
using DataRights.Requests;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Queues;

/// <summary>Works deletions, one time slice a message.</summary>
public sealed class RunDeletion(RequestRunner runner, JobMessages messages)
{
    [Function(nameof(RunDeletion))]
    public Task RunAsync(
        [ServiceBusTrigger("%DeletionQueueName%", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        messages.WorkAsync(QueueNames.Deletion, message, actions, runner.RunAsync, cancellationToken);
}
