using Azure.Messaging.ServiceBus;
using DataRights.Functions.Messages;
using DataRights.Queueing;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Queues;

/// <summary>Fails the export whose message was given up.</summary>
public sealed class RecordExportDeadLetter(DeadLetterMessages messages)
{
    [Function(nameof(RecordExportDeadLetter))]
    public Task RunAsync(
        [ServiceBusTrigger("%ExportQueueName%/$DeadLetterQueue", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        messages.RecordJobAsync(QueueNames.Export, message, actions, cancellationToken);
}
