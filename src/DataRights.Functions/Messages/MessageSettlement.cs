using Azure.Messaging.ServiceBus;
using DataRights.Azure.Queueing;
using DataRights.Queueing;
using DataRights.Requests;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace DataRights.Functions.Messages;

/// <summary>
/// Does with a message what its work said: completes it, or sends a copy for later and then completes it. Takes no
/// token: the work is over and written down whether or not the host stops. A settlement that fails is logged and left:
/// the message comes again when its lock ends, and finds that its work is done.
/// </summary>
public sealed class MessageSettlement(MessageReturns returns, ILogger<MessageSettlement> logger)
{
    /// <param name="queue">The engine's name of the queue.</param>
    /// <param name="message">The message.</param>
    /// <param name="actions">The platform's settlement of it.</param>
    /// <param name="settlement">What the work said.</param>
    public async Task SettleAsync(string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, Settlement settlement)
    {
        if (settlement.AbandonUntil is { } notBefore && !await TryReturnAsync(queue, message, notBefore))
        {
            // The last resort: it comes back at once, and the queue counts it.
            await TryAsync("abandon", message, () => actions.AbandonMessageAsync(message, cancellationToken: CancellationToken.None));
            return;
        }

        await CompleteAsync(message, actions);
    }

    /// <summary>Removes the message from its queue.</summary>
    public Task CompleteAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions) =>
        TryAsync("complete", message, () => actions.CompleteMessageAsync(message, CancellationToken.None));

    private async Task<bool> TryReturnAsync(string queue, ServiceBusReceivedMessage message, DateTimeOffset notBefore)
    {
        try
        {
            await returns.ScheduleCopyAsync(queue, message, notBefore, CancellationToken.None);
            return true;
        }
        catch (QueueException e)
        {
            logger.LogWarning("No copy of message {MessageName} could be sent to queue {Queue}: {Code}.", MessageName.Of(message), queue, e.Code);
            return false;
        }
    }

    private async Task TryAsync(string what, ServiceBusReceivedMessage message, Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (Exception e) when (IsHarmless(e))
        {
            logger.LogWarning("Message {MessageName} could not be settled ({Settlement}): {ExceptionType}. It comes again when its lock ends.", MessageName.Of(message), what, e.GetType().Name);
        }
    }

    /// <summary>
    /// Whatever the host or its channel answers (a lost lock, mostly), the work stands. Thrown on, it would make the host
    /// abandon the message and log the text of the exception.
    /// </summary>
    private static bool IsHarmless(Exception exception) => exception is not OutOfMemoryException;
}
