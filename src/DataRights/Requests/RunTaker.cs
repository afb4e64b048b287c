using DataRights.Queueing;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Requests;

/// <summary>Decides whether a message starts a run, and if so takes the epoch for it.</summary>
internal sealed class RunTaker(RequestDesk desk, ILogger logger)
{
    /// <summary>The record as taken, or the settlement of a message that starts nothing.</summary>
    public async Task<(StoredRequest? Taken, bool Died, Settlement Otherwise)> TakeAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await desk.Store.ReadAsync(message.RequestId, cancellationToken) is not { } stored)
            {
                logger.LogWarning("A message names request {RequestId}, which is not there; it is dropped.", message.RequestId);
                return (null, false, Settlement.Complete);
            }

            var record = stored.Record;
            if (record.Version != message.Version || record.Status is not (RequestStatus.Scheduled or RequestStatus.Queued or RequestStatus.Running))
            {
                return (null, false, Settlement.Complete);
            }

            var now = desk.Clock.GetUtcNow();
            if (record.IsAlive(now, desk.Options))
            {
                // A duplicate of a message that is being worked, or the run's host has just died: look again when that is known.
                return (null, false, Settlement.Abandon(record.Heartbeat!.Value + desk.Options.DeadAfter));
            }

            if (record.Status == RequestStatus.Scheduled && record.GraceEnds > now)
            {
                if (await TryPutOffAsync(stored, cancellationToken))
                {
                    return (null, false, Settlement.Complete);
                }

                continue;
            }

            var died = record.Status == RequestStatus.Running;
            var next = record.To(RequestStatus.Running, now) with
            {
                Epoch = record.Epoch + 1,
                Started = record.Started ?? now,
                Heartbeat = now,
                NextAttempt = null,
                Attempts = died ? record.Attempts + 1 : record.Attempts,
            };
            if (await desk.Store.TryUpdateAsync(stored, next, cancellationToken) is { } taken)
            {
                RunMeter.Taken(record, now);
                return (taken, died, Settlement.Complete);
            }
        }
    }

    /// <summary>A message that came before its time is sent again for the right one.</summary>
    private async Task<bool> TryPutOffAsync(StoredRequest stored, CancellationToken cancellationToken)
    {
        var next = stored.Record with { Version = stored.Record.Version + 1, NextAttempt = stored.Record.GraceEnds };
        if (await desk.Store.TryUpdateAsync(stored, next, cancellationToken) is null)
        {
            return false;
        }

        await desk.Dispatcher.EnqueueAsync(next, cancellationToken);
        return true;
    }
}
