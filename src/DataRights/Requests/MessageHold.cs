using DataRights.Queueing;
using Microsoft.Extensions.Logging;

namespace DataRights.Requests;

/// <summary>Keeps a message hidden while it is worked.</summary>
internal sealed class MessageHold : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task renewing;
    private ReceivedMessage held;

    public MessageHold(IJobReceiver receiver, ReceivedMessage message, TimeSpan visibility, TimeProvider clock, ILogger logger)
    {
        held = message;
        renewing = RenewAsync(receiver, visibility, clock, logger);
    }

    /// <summary>Stops renewing; the message with the lock to settle it by.</summary>
    public async Task<ReceivedMessage> EndAsync()
    {
        await stop.CancelAsync();
        await renewing;
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        stop.Dispose();
    }

    private async Task RenewAsync(IJobReceiver receiver, TimeSpan visibility, TimeProvider clock, ILogger logger)
    {
        using var timer = new PeriodicTimer(visibility / 3, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                if (await TryRenewAsync(receiver, visibility, logger) is not { } renewed)
                {
                    // Another receiver has it by now. The run goes on: its end makes that delivery stale.
                    return;
                }

                held = renewed;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private async Task<ReceivedMessage?> TryRenewAsync(IJobReceiver receiver, TimeSpan visibility, ILogger logger)
    {
        try
        {
            // Not stopped half-way: a renewal whose answer is lost would leave the old lock to settle by.
            return await receiver.RenewAsync(held, visibility, CancellationToken.None);
        }
        catch (Exception e) when (Trouble.Of(e, CancellationToken.None) is { } trouble)
        {
            logger.LogWarning("The lock of message {MessageId} was not renewed: {Code}.", held.Message.MessageId, trouble.Code);
            return held;
        }
    }
}
