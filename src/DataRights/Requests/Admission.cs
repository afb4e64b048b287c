using DataRights.Storage;

namespace DataRights.Requests;

/// <summary>
/// Brings a record from Accepted to the queue: claim, history, ledger, status, message, in that order. Cut short anywhere, it is
/// taken up again from the record; every part is idempotent.
/// </summary>
internal sealed class Admission(RequestDesk desk)
{
    /// <summary>
    /// The request that stands afterwards: this one, or the one of its kind that is open for the subject already. In
    /// that case this record is left as it is, for the caller to discard.
    /// </summary>
    public async Task<RequestRecord> AdmitAsync(StoredRequest accepted, CancellationToken cancellationToken)
    {
        if (accepted.Record.SubjectReference is null)
        {
            return await EndWithoutSubjectAsync(accepted, cancellationToken);
        }

        return await desk.ClaimAsync(accepted.Record, cancellationToken) is not { } holder ? await QueueAsync(accepted, cancellationToken)
            : holder.Record.Status == RequestStatus.Accepted ? await QueueAsync(holder, cancellationToken)
            : holder.Record;
    }

    private async Task<RequestRecord> QueueAsync(StoredRequest accepted, CancellationToken cancellationToken)
    {
        var record = accepted.Record;
        await desk.History.NoteAsync(record.SubjectReference!, record.Id, cancellationToken);
        await desk.Ledger.ReceivedAsync(record, cancellationToken);
        var now = desk.Clock.GetUtcNow();
        var inGrace = record.GraceEnds > now;
        var next = record.To(inGrace ? RequestStatus.Scheduled : RequestStatus.Queued, now) with
        {
            Version = record.Version + 1,
            NextAttempt = inGrace ? record.GraceEnds : now,
        };
        if (await desk.Store.TryUpdateAsync(accepted, next, cancellationToken) is null)
        {
            return await SettledByAnotherAsync(record, cancellationToken);
        }

        await desk.Dispatcher.EnqueueAsync(next, cancellationToken);
        return next;
    }

    private async Task<RequestRecord> EndWithoutSubjectAsync(StoredRequest accepted, CancellationToken cancellationToken)
    {
        var ended = accepted.Record.Outcome is { } refusal
            ? accepted.Record.EndedAs(RequestStatus.Cancelled, refusal, [], desk.Clock.GetUtcNow())
            : accepted.Record.EndedAs(RequestStatus.Completed, "subject-not-found", [], desk.Clock.GetUtcNow());
        if (ended.Status == RequestStatus.Cancelled)
        {
            await desk.Ledger.ReceivedAsync(accepted.Record, cancellationToken);
            await desk.Ledger.EndedAsync(ended, cancellationToken);
        }
        else
        {
            await desk.Ledger.SubjectNotFoundAsync(accepted.Record, cancellationToken);
        }

        return await desk.Store.TryUpdateAsync(accepted, ended, cancellationToken) is null
            ? await SettledByAnotherAsync(accepted.Record, cancellationToken)
            : ended;
    }

    private async Task<RequestRecord> SettledByAnotherAsync(RequestRecord record, CancellationToken cancellationToken) =>
        (await desk.Store.ReadAsync(record.Id, cancellationToken))?.Record
        ?? throw new StoreException("request-superseded", transient: true);
}
