using DataRights.Ledger;
using DataRights.Queueing;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Requests;

/// <summary>
/// Works one message: takes the epoch and the subject's slot, runs the job, writes down how it ended, and says what is to
/// become of the message. Never throws for what goes wrong in a run; logs ids and codes only. A duplicate, late or
/// reordered message changes nothing. Safe for concurrent use, also by several processes.
/// </summary>
public sealed class RequestRunner(RequestPorts ports, IArchiveStore archives, IEnumerable<IJob> jobs, Random random, ILogger<RequestRunner> logger) : IMessageHandler
{
    private readonly RequestDesk desk = new(ports, archives);
    private readonly Backoff backoff = new(ports.Options, random);
    private readonly RequestSeals seals = new(ports.Sealer);
    private readonly List<IJob> jobs = [.. jobs];
    private readonly ILedger entries = ports.Ledger;

    public async Task<Settlement> RunAsync(QueueMessage message, int deliveryCount, CancellationToken cancellationToken)
    {
        try
        {
            var (taken, died, otherwise) = await new RunTaker(desk, logger).TakeAsync(message, cancellationToken);
            return taken is null ? otherwise : await WorkToEndAsync(taken, died, message, deliveryCount, cancellationToken);
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { } trouble)
        {
            TroubleMeter.Met(TroubleMeter.Unknown, trouble);
            return Outside(message, deliveryCount, trouble);
        }
    }

    private async Task<Settlement> WorkToEndAsync(StoredRequest taken, bool died, QueueMessage message, int deliveryCount, CancellationToken cancellationToken)
    {
        using var watch = new RunWatch(taken.Record, desk.Clock);
        try
        {
            return await RunOnceAsync(taken, watch, died, cancellationToken);
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { } trouble)
        {
            watch.Broke(trouble);
            return Outside(message, deliveryCount, trouble);
        }
    }

    private async Task<Settlement> RunOnceAsync(StoredRequest taken, RunWatch watch, bool died, CancellationToken cancellationToken)
    {
        using var run = new Run(taken, desk.Store, entries, desk.Clock, desk.Options);
        var end = new RunEnd(desk, backoff, watch);
        Func<Task<Settlement>> close;
        try
        {
            close = await WorkAsync(run, end, died, cancellationToken);
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { Kind: not TroubleKind.Fenced } trouble)
        {
            logger.LogWarning("A run of request {RequestId} stopped: {Code} ({Kind}).", run.Request.Id, trouble.Code, trouble.Kind);
            close = trouble.Kind == TroubleKind.Shutdown
                ? () => end.AfterShutdownAsync(run)
                : () => end.AfterAsync(run, trouble);
        }

        return await close();
    }

    /// <summary>Does the work; returns how to write down its end, which must not be mistaken for a part of it.</summary>
    private async Task<Func<Task<Settlement>>> WorkAsync(Run run, RunEnd end, bool died, CancellationToken cancellationToken)
    {
        if (died && run.Request.Attempts >= desk.Options.MostAttempts)
        {
            var trouble = new Trouble(TroubleKind.Permanent, "run-keeps-dying", "Its runs died again and again without a word.");
            return () => end.AfterAsync(run, trouble);
        }

        var slot = await TakeSlotAsync(run, cancellationToken);
        if (slot.Kind == SlotOutcome.Answer.Busy)
        {
            return () => end.AfterBusyAsync(run);
        }

        if (slot.Kind == SlotOutcome.Answer.Claimed)
        {
            return () => end.AfterSupersededAsync(run, slot.Other!);
        }

        var result = await DoJobAsync(run, cancellationToken);
        return () => end.AfterAsync(run, result);
    }

    private async Task<SlotOutcome> TakeSlotAsync(Run run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var slot = await desk.Claims.TakeSlotAsync(run.Request, cancellationToken);
            if (slot is not { Kind: SlotOutcome.Answer.Claimed, Other.IsOpen: false })
            {
                return slot;
            }

            await desk.Ending.FinishAsync(slot.Other, cancellationToken);
        }
    }

    private async Task<JobResult> DoJobAsync(Run run, CancellationToken cancellationToken)
    {
        if (jobs.FirstOrDefault(j => j.Handles(run.Request.Kind)) is not { } job)
        {
            return JobResult.Failed("kind-unsupported", ["This host has no job for requests of this kind; start one that has, then retry."]);
        }

        run.Root = seals.OpenRoot(run.Request);
        await desk.Ledger.StartedAsync(run.Request, cancellationToken);
        await using var heart = new Heart(run, desk.Clock, desk.Options, logger, cancellationToken);
        return await job.RunAsync(run, heart.Work);
    }

    /// <summary>What goes wrong outside a run leaves the record as it is; the message, or housekeeping, brings it back.</summary>
    private Settlement Outside(QueueMessage message, int deliveryCount, Trouble trouble)
    {
        if (trouble.Kind == TroubleKind.Fenced)
        {
            logger.LogInformation("A run of request {RequestId} was overtaken and has stopped.", message.RequestId);
            return Settlement.Complete;
        }

        if (trouble.Kind == TroubleKind.Permanent)
        {
            logger.LogError("The message of request {RequestId} cannot be worked: {Code}. Housekeeping sends it again.", message.RequestId, trouble.Code);
            return Settlement.Complete;
        }

        logger.LogWarning("The message of request {RequestId} is given back: {Code}.", message.RequestId, trouble.Code);
        var delay = trouble.Kind == TroubleKind.Shutdown ? TimeSpan.Zero : backoff.After(deliveryCount);
        return Settlement.Abandon(desk.Clock.GetUtcNow() + delay);
    }
}
