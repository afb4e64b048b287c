using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Export;

/// <summary>
/// Destroys the bytes of a request's archive, finished or half staged: at its expiry, and when its subject is deleted.
/// Idempotent: the effect first, then the ledger entry by a fixed key; the caller then writes the returned record.
/// </summary>
public sealed class ArchiveDestruction(IObjectStore store, ILedger ledger)
{
    /// <summary>The record with the destruction noted; as it was when there is no archive or it was destroyed before.</summary>
    public async Task<RequestRecord> DestroyAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        var name = ObjectNames.Archive(record.Id);
        await store.DiscardBlocksAsync(name, cancellationToken);
        await store.DeleteAsync(name, WriteCondition.None, cancellationToken);
        if (record.Archive is not { Destroyed: null } archive)
        {
            return record;
        }

        var entry = await ledger.AppendAsync(record.LedgerReference, "archive-destroyed", LedgerCodes.ArchiveDestroyed,
            new Dictionary<string, string> { ["sha256"] = archive.Sha256 }, cancellationToken);

        // The first destruction's time, also when this is the second try.
        return record with { Archive = archive with { Destroyed = entry.At } };
    }
}
