namespace DataRights.Requests;

/// <summary>Destroys a request's archive: the bytes, then the ledger entry, then the record that says so. Idempotent.</summary>
internal sealed class ArchiveEnding(IArchiveStore archives, RequestLedger ledger, RequestStore requests)
{
    /// <summary>True when the record now says so; false when it was written by another meanwhile and is to be read again.</summary>
    public async Task<bool> DestroyAsync(StoredRequest stored, Func<RequestRecord, RequestRecord> change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await archives.DestroyAsync(stored.Record, cancellationToken);
        var next = change(stored.Record);
        if (stored.Record.Archive is { Destroyed: null } archive)
        {
            await ledger.ArchiveDestroyedAsync(stored.Record, cancellationToken);
            next = next with { Archive = archive with { Destroyed = now } };
        }

        return await requests.TryUpdateAsync(stored, next, cancellationToken) is not null;
    }
}
