using DataRights.Storage;

namespace DataRights.Requests;

/// <summary>
/// What follows the write that ends a request: ledger, anchor and, last, the subject's claim. A claim that is still
/// there therefore tells that this was cut short, and it is done again; every part is idempotent.
/// </summary>
internal sealed class RequestEnding(IObjectStore objects, RequestLedger ledger, SubjectClaims claims, IArchiveStore archives)
{
    public async Task FinishAsync(RequestRecord ended, CancellationToken cancellationToken)
    {
        if (ended.Status == RequestStatus.Cancelled && ended.IsExport() && ended.Started is not null)
        {
            await archives.DestroyAsync(ended, cancellationToken);
        }

        if (ended.Status == RequestStatus.Cancelled && !ended.IsExport() && ended.Started is not null)
        {
            // Rows that were captured before the first effect are nobody's to need any more.
            await WorkingData.DestroyAsync(objects, ended.Id, cancellationToken);
        }

        await ledger.EndedAsync(ended, cancellationToken);
        if (ended.SubjectReference is { } reference)
        {
            await claims.ReleaseAsync(reference, ended.Id, cancellationToken);
        }
    }
}
