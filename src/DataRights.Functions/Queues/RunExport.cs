using Azure.Messaging.ServiceBus;
using DataRights.Functions.Messages;
using DataRights.Queueing;
using DataRights.Requests;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Queues;

/// <summary>Works exports and portability requests, one time slice a message.</summary>
public sealed class RunExport(RequestRunner runner, JobMessages messages)
{
    [Function(nameof(RunExport))]
    public Task RunAsync(
        [ServiceBusTrigger("%ExportQueueName%", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        messages.WorkAsync(QueueNames.Export, message, actions, runner.RunAsync, cancellationToken);
}
