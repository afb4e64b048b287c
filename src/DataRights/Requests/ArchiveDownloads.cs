using DataRights.Mapping;

namespace DataRights.Requests;

/// <summary>
/// Counts how often an archive is handed out, up to a limit: whoever gets hold of a person's session must not be able to go on
/// fetching unseen. Order: ledger, then the record, in one conditional write with the transition that tells the person; so of several
/// calls at once none gets past the limit, and a call that is cut short has at most one entry in the ledger too many.
/// </summary>
internal sealed class ArchiveDownloads(DataMap map, RequestDesk desk)
{
    /// <summary>The record after the count; as it is, uncounted, when there is nothing to hand out. Null when there is no such request.</summary>
    /// <exception cref="RequestRefusedException">Code <c>download-limit</c>.</exception>
    public async Task<RequestRecord?> CountAsync(string id, CancellationToken cancellationToken)
    {
        while (await desk.Store.ReadAsync(id, cancellationToken) is { } stored)
        {
            var (record, now) = (stored.Record, desk.Clock.GetUtcNow());
            if (record.Archive is not { Destroyed: null } archive || archive.Expires <= now)
            {
                return record;
            }

            var allowed = AllowedOf(archive);
            if (archive.Downloads >= allowed)
            {
                throw new RequestRefusedException("download-limit", FormattableString.Invariant(
                    $"The archive was handed out {archive.Downloads} times, which is as often as is allowed. An operator allows more by POST /api/requests/{id}/archive/allow or 'datarights archive allow {id}', and should first ask the person whether all of these were theirs."));
            }

            var number = archive.Downloads + 1;
            await desk.Ledger.ArchiveDownloadedAsync(record, number, cancellationToken);
            var next = record.With(ArchiveEvents.Downloaded, now, number) with { Archive = archive with { Downloads = number, LastDownload = now } };
            if (await desk.Store.TryUpdateAsync(stored, next, cancellationToken) is not null)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Allows as many hand-outs again, from now on, as the data map allows. Done again before the next one, it changes nothing.</summary>
    /// <exception cref="RequestRefusedException">Code <c>archive-missing</c>: there is none that could be handed out.</exception>
    public async Task<RequestRecord?> AllowAsync(string id, string role, CancellationToken cancellationToken)
    {
        while (await desk.Store.ReadAsync(id, cancellationToken) is { } stored)
        {
            var record = stored.Record;
            if (record.Archive is not { Destroyed: null } archive || archive.Expires <= desk.Clock.GetUtcNow())
            {
                throw new RequestRefusedException("archive-missing", $"Request {id} has no archive that can be downloaded, so there is nothing to allow. Look at its status; submit a new export where the archive has expired.");
            }

            var allowed = archive.Downloads + UsuallyOf(archive);
            if (AllowedOf(archive) == allowed)
            {
                return record;
            }

            await desk.Ledger.DownloadsAllowedAsync(record, allowed, role, cancellationToken);
            if (await desk.Store.TryUpdateAsync(stored, record with { Archive = archive with { DownloadsAllowed = allowed } }, cancellationToken) is { } written)
            {
                return written.Record;
            }
        }

        return null;
    }

    private int AllowedOf(ArchiveInfo archive) => archive.DownloadsAllowed ?? UsuallyOf(archive);

    /// <summary>Each part is handed out by itself.</summary>
    private int UsuallyOf(ArchiveInfo archive) => map.Clock.ArchiveDownloads * archive.AllParts.Count;
}
