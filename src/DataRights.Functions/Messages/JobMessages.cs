using Azure.Messaging.ServiceBus;
using DataRights.Azure.Queueing;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace DataRights.Functions.Messages;

/// <summary>Reads a job's message, has it worked, and settles it. What is no message is recorded by code and name, and completed.</summary>
public sealed class JobMessages(MessageSettlement settlement, ILogger<JobMessages> logger)
{
    /// <summary>Works one message; the number is how often it was delivered, copies of it included.</summary>
    public delegate Task<Settlement> Work(QueueMessage message, int deliveries, CancellationToken cancellationToken);

    /// <param name="queue">The engine's name of the queue.</param>
    /// <param name="message">The message as delivered.</param>
    /// <param name="actions">The platform's settlement of it.</param>
    /// <param name="work">What is to be done; must not throw for what can go wrong with a request.</param>
    /// <param name="cancellationToken">The host stops.</param>
    public async Task WorkAsync(string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, Work work, CancellationToken cancellationToken)
    {
        if (QueueMessageFormat.Read(message.Body, out var code) is not { } job)
        {
            MessageMeter.Rejected(queue, code);
            logger.LogError("Message {MessageName} of queue {Queue} is dropped: {Code}.", MessageName.Of(message), queue, code);
            await settlement.CompleteAsync(message, actions);
            return;
        }

        var end = await work(job, MessageTries.DeliveriesOf(message), cancellationToken);
        await settlement.SettleAsync(queue, message, actions, end);
    }
}
