using DataRights.Queueing;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Requests;

/// <summary>
/// Receives a queue's messages, has them worked, and settles them as their handler says. Returns when its token
/// is cancelled and every run has been given back; no trouble of queue or run ends it before.
/// </summary>
public sealed class EmbeddedWorker(IJobReceiver receiver, IMessageHandler handler, WorkerOptions options, TimeProvider clock, ILogger<EmbeddedWorker> logger)
{
    /// <param name="queue">The queue to receive from.</param>
    /// <param name="concurrency">How many messages are worked at once.</param>
    /// <param name="cancellationToken">Stops the worker.</param>
    public Task RunAsync(string queue, int concurrency, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        return Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => LoopAsync(queue, cancellationToken), CancellationToken.None)));
    }

    private async Task LoopAsync(string queue, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await receiver.TryReceiveAsync(queue, options.Visibility, cancellationToken) is { } message)
                {
                    await HandleAsync(message, cancellationToken);
                }
                else
                {
                    await receiver.WaitAsync(queue, options.IdleWait, cancellationToken);
                }
            }
            catch (Exception e) when (Trouble.Of(e, cancellationToken) is { } trouble)
            {
                if (trouble.Kind != TroubleKind.Shutdown)
                {
                    TroubleMeter.Met(TroubleMeter.Unknown, trouble);
                    logger.LogError("Queue {Queue} could not be worked: {Code} ({Sentence})", queue, trouble.Code, trouble.Sentence);
                    await RestAsync(cancellationToken);
                }
            }
        }
    }

    private async Task HandleAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        Settlement settlement;
        ReceivedMessage held;
        await using (var hold = new MessageHold(receiver, message, options.Visibility, clock, logger))
        {
            settlement = await handler.RunAsync(message.Message, message.DeliveryCount, cancellationToken);
            held = await hold.EndAsync();
        }

        // The run is over whether or not the host is stopping: what it said must still reach the queue.
        var settled = settlement.AbandonUntil is { } notBefore
            ? await receiver.AbandonAsync(held, notBefore, CancellationToken.None)
            : await receiver.CompleteAsync(held, CancellationToken.None);
        if (!settled)
        {
            logger.LogInformation("The message {MessageId} was taken by another receiver meanwhile.", message.Message.MessageId);
        }
    }

    private async Task RestAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(options.RestAfterTrouble, clock, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The loop ends by itself.
        }
    }
}
