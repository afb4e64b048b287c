using DataRights.Telemetry;

namespace DataRights.Requests;

/// <summary>
/// Writes down how a run ended and sees to what follows. Order: state, then message, then the subject's slot; the
/// caller settles the message last. Cut short in between, housekeeping mends it. What is over is written down whether
/// or not the host is stopping, so nothing here takes its token.
/// </summary>
internal sealed class RunEnd(RequestDesk desk, Backoff backoff, RunWatch watch)
{
    public Task<Settlement> AfterAsync(Run run, JobResult result) => result.Kind switch
    {
        JobResultKind.Continue => QueueAgainAsync(run, r => r with { Attempts = 0 }, TimeSpan.Zero, RunVerdict.Continued),
        JobResultKind.Later => AfterBusyAsync(run),
        JobResultKind.Paused => QueueAgainAsync(run, r => r with { Attempts = 0 }, result.At!.Value - desk.Clock.GetUtcNow(), RunVerdict.Continued),
        JobResultKind.Waiting => WaitAsync(run, result),
        JobResultKind.Completed => EndAsync(run, RequestStatus.Completed, result.Outcome, result.Findings, RunVerdict.Completed(result.Outcome)),
        JobResultKind.Failed => EndAsync(run, RequestStatus.Failed, result.Outcome, result.Findings, RunVerdict.Failed(result.Outcome)),
        _ => throw new InvalidOperationException($"A job ended in the unknown way {result.Kind}."),
    };

    /// <summary>A later try, or the end when there have been too many without a step in between.</summary>
    public Task<Settlement> AfterAsync(Run run, Trouble trouble)
    {
        var attempts = run.Request.Attempts + 1;
        var most = trouble.Kind == TroubleKind.Unexpected ? desk.Options.MostUnexpected : desk.Options.MostAttempts;
        if (trouble.Kind == TroubleKind.Permanent)
        {
            return EndAsync(run, RequestStatus.Failed, trouble.Code, [trouble.Sentence], RunVerdict.Failed(trouble.Code), trouble);
        }

        if (attempts < most)
        {
            return QueueAgainAsync(run, r => r with { Attempts = attempts, Findings = [trouble.Sentence] }, backoff.After(attempts), RunVerdict.Retried(trouble.Code), trouble);
        }

        var outcome = trouble.Kind == TroubleKind.Unexpected ? trouble.Code : "attempts-exhausted";
        return EndAsync(run, RequestStatus.Failed, outcome, [FormattableString.Invariant($"{trouble.Sentence} It was tried {attempts} times.")], RunVerdict.Failed(outcome), trouble);
    }

    /// <summary>Another run of the subject is under way, or it is not this one's turn: come back later, without counting it.</summary>
    public Task<Settlement> AfterBusyAsync(Run run) =>
        QueueAgainAsync(run, r => r, desk.Options.BusyDelay, RunVerdict.Busy);

    /// <summary>Another open request has taken this one's place while it was not open itself.</summary>
    public Task<Settlement> AfterSupersededAsync(Run run, RequestRecord by) =>
        EndAsync(run, RequestStatus.Cancelled, "superseded", [$"Request {by.Id} of the same kind was opened for the subject first."], RunVerdict.Superseded);

    /// <summary>The host stops. The message goes back as it is; the record says Queued, so that the next run need not wait for this one to count as dead.</summary>
    public async Task<Settlement> AfterShutdownAsync(Run run)
    {
        var now = desk.Clock.GetUtcNow();
        var next = await run.WriteAsync(r => r.To(RequestStatus.Queued, now) with { NextAttempt = now }, CancellationToken.None);
        watch.Ended(RunVerdict.Stopped);
        await desk.Claims.ReleaseSlotAsync(next, CancellationToken.None);
        return Settlement.Abandon(now);
    }

    private async Task<Settlement> QueueAgainAsync(Run run, Func<RequestRecord, RequestRecord> change, TimeSpan delay, RunVerdict verdict, Trouble? trouble = null)
    {
        var now = desk.Clock.GetUtcNow();
        var next = await run.WriteAsync(r => change(r).To(RequestStatus.Queued, now) with { Version = r.Version + 1, NextAttempt = now + delay }, CancellationToken.None);
        watch.Ended(verdict, trouble);
        await desk.Dispatcher.EnqueueAsync(next, CancellationToken.None);
        await desk.Claims.ReleaseSlotAsync(next, CancellationToken.None);
        return Settlement.Complete;
    }

    private async Task<Settlement> WaitAsync(Run run, JobResult result)
    {
        var now = desk.Clock.GetUtcNow();
        var next = await run.WriteAsync(
            r => r.To(RequestStatus.Waiting, now, result.Outcome) with { Version = r.Version + 1, Findings = result.Findings, NextAttempt = null },
            CancellationToken.None);
        watch.Ended(RunVerdict.Waiting(result.Outcome));
        await desk.Claims.ReleaseSlotAsync(next, CancellationToken.None);
        return Settlement.Complete;
    }

    private async Task<Settlement> EndAsync(Run run, RequestStatus status, string? outcome, IReadOnlyList<string> findings, RunVerdict verdict, Trouble? trouble = null)
    {
        var ended = await run.WriteAsync(r => r.EndedAs(status, outcome, findings, desk.Clock.GetUtcNow()) with { Attempts = 0 }, CancellationToken.None);
        watch.Ended(verdict, trouble);
        await desk.Ending.FinishAsync(ended, CancellationToken.None);
        return Settlement.Complete;
    }
}
