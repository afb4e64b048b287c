namespace DataRights.Requests;

/// <summary>
/// Approves what a deletion waits for. Order: ledger, state, message; a call that is cut short is mended by repeating it, or
/// by housekeeping.
/// </summary>
internal sealed class Approver(RequestDesk desk)
{
    public async Task<RequestRecord?> ApproveAsync(string id, string role, CancellationToken cancellationToken)
    {
        while (await desk.Store.ReadAsync(id, cancellationToken) is { } stored)
        {
            var record = stored.Record;
            if (record is { Approved: not null, Asked: null })
            {
                return record;
            }

            if (record is not { Status: RequestStatus.Waiting, Outcome: Approval.Needed, Asked: { } asked })
            {
                throw new RequestRefusedException("not-approvable",
                    $"Request {id} is {record.Status.ToString().ToLowerInvariant()}; only a deletion that waits with {Approval.Needed} can be approved.");
            }

            await desk.Ledger.ApprovedAsync(record, asked, role, cancellationToken);
            var now = desk.Clock.GetUtcNow();
            var next = record.To(RequestStatus.Queued, now) with
            {
                Version = record.Version + 1,
                Attempts = 0,
                Findings = [],
                NextAttempt = now,
                Asked = null,
                Approved = asked with { At = now },
            };
            if (await desk.Store.TryUpdateAsync(stored, next, cancellationToken) is not null)
            {
                await desk.Dispatcher.EnqueueAsync(next, cancellationToken);
                return next;
            }
        }

        return null;
    }
}
