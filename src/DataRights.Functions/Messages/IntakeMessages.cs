using Azure.Messaging.ServiceBus;
using DataRights.Api.Intake;
using DataRights.Azure.Queueing;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace DataRights.Functions.Messages;

/// <summary>
/// Has a queued request accepted, and settles its message. A refused one is recorded by code and name, and completed. In
/// trouble it comes back later, as often as it takes: behind it is a person's request, which must not be lost.
/// </summary>
public sealed class IntakeMessages(IRequestIntake intake, MessageSettlement settlement, Backoff backoff, TimeProvider time, ILogger<IntakeMessages> logger)
{
    public async Task AcceptAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        var end = await AcceptAsync(message, cancellationToken);
        await settlement.SettleAsync(QueueNames.Intake, message, actions, end);
    }

    private async Task<Settlement> AcceptAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var result = await intake.AcceptAsync(message.Body, MessageTries.OriginalIdOf(message), cancellationToken);
            if (result.RefusedCode is { } code)
            {
                MessageMeter.Rejected(QueueNames.Intake, code);
                logger.LogError("Message {MessageName} of queue {Queue} is refused: {Code}.", MessageName.Of(message), QueueNames.Intake, code);
            }
            else
            {
                logger.LogInformation("Message {MessageName} of queue {Queue} is request {RequestId}.", MessageName.Of(message), QueueNames.Intake, result.RequestId);
            }

            return Settlement.Complete;
        }
        catch (Exception e) when (IntakeTrouble.CodeOf(e) is { } code)
        {
            var deliveries = MessageTries.DeliveriesOf(message);
            logger.LogWarning("Message {MessageName} of queue {Queue} is given back after {Deliveries} deliveries: {Code}.", MessageName.Of(message), QueueNames.Intake, deliveries, code);
            return Settlement.Abandon(time.GetUtcNow() + (cancellationToken.IsCancellationRequested ? TimeSpan.Zero : backoff.After(deliveries)));
        }
    }
}
