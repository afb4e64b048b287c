using DataRights.Queueing;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Requests;

/// <summary>
/// Takes note of a message that its queue gave up: the request that waits for it fails with outcome <see cref="Outcome"/>,
/// visible to operators and open to a retry. A message that its request no longer waits for changes nothing. Idempotent;
/// safe for concurrent use. Never throws for what goes wrong; logs ids and codes only.
/// </summary>
public sealed class DeadLetters(RequestPorts ports, IArchiveStore archives, ILogger<DeadLetters> logger)
{
    /// <summary>The outcome of a request whose message was given up.</summary>
    public const string Outcome = "dead-lettered";

    private static readonly string[] Findings = ["The queue gave up the request's message: its runs died without a word, or none took it in time. See the log for the reason's code, then retry."];

    private readonly RequestDesk desk = new(ports, archives);

    /// <summary>True when the message may go; false when it must be looked at again later.</summary>
    public async Task<bool> RecordAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            while (await desk.Store.ReadAsync(message.RequestId, cancellationToken) is { } stored)
            {
                if (stored.Record is { Status: RequestStatus.Failed, Outcome: Outcome } before && before.Version == message.Version)
                {
                    // An earlier try may have been cut short after the record.
                    await desk.Ending.FinishAsync(before, cancellationToken);
                    return true;
                }

                if (!IsAwaited(stored.Record, message))
                {
                    return true;
                }

                if (await desk.Store.TryUpdateAsync(stored, Failed(stored.Record), cancellationToken) is { } failed)
                {
                    logger.LogError("Request {RequestId} has failed: the queue gave up its message of version {Version}.", message.RequestId, message.Version);
                    await desk.Ending.FinishAsync(failed.Record, cancellationToken);
                    return true;
                }
            }

            return true;
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { } trouble)
        {
            // What is permanent would be so at the next look too; the record itself is what an operator finds then.
            TroubleMeter.Met(TroubleMeter.Housekeeping, trouble);
            var isOver = trouble.Kind == TroubleKind.Permanent;
            logger.Log(isOver ? LogLevel.Error : LogLevel.Warning, "The dead letter of request {RequestId} could not be recorded ({Code}); it is looked at again: {Again}.", message.RequestId, trouble.Code, !isOver);
            return isOver;
        }
    }

    /// <summary>
    /// A run that shows life ends by itself, and one in its grace period is sent a message again by housekeeping: a retry
    /// of it would begin before the grace is over.
    /// </summary>
    private bool IsAwaited(RequestRecord record, QueueMessage message)
    {
        var now = desk.Clock.GetUtcNow();
        return record.Version == message.Version && record.Status switch
        {
            RequestStatus.Queued => true,
            RequestStatus.Scheduled => !(record.GraceEnds > now),
            RequestStatus.Running => !record.IsAlive(now, desk.Options),
            _ => false,
        };
    }

    /// <summary>With a new epoch, so that a run which was silent and is not dead stops at its next step.</summary>
    private RequestRecord Failed(RequestRecord record)
    {
        var now = desk.Clock.GetUtcNow();
        var queued = record.Status == RequestStatus.Scheduled ? record.To(RequestStatus.Queued, now) : record;
        return queued.EndedAs(RequestStatus.Failed, Outcome, Findings, now) with { Epoch = record.Epoch + 1, Attempts = 0 };
    }
}
