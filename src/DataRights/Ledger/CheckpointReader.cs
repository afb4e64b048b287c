using DataRights.Signing;
using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>Finds the checkpoint that a ledger goes on from.</summary>
internal sealed class CheckpointReader(IObjectStore store, PublicKeySet? keys)
{
    /// <summary>
    /// The newest checkpoint; null when there is none that holds. One that does not hold is told to <paramref name="finding"/>, and so is
    /// one that cannot be checked for want of keys: the ledger is then looked at as if it were not there.
    /// </summary>
    public async Task<LedgerCheckpoint?> NewestAsync(Action<string> finding, CancellationToken cancellationToken)
    {
        string? newest = null;
        await foreach (var entry in store.ListAsync(ObjectNames.LedgerCheckpoints, cancellationToken))
        {
            if (LedgerObjects.ThroughOf(entry.Name) is { } through)
            {
                newest = through;
            }
            else
            {
                finding($"{entry.Name}: it is not named like a checkpoint.");
            }
        }

        if (newest is null || await store.ReadAsync(LedgerObjects.Checkpoint(newest), cancellationToken) is not { } stored)
        {
            return null;
        }

        var (checkpoint, fault) = keys is null
            ? (null, "Days were pruned under it, and there are no keys to check it by; give the public keys.")
            : CheckpointFormat.Read(stored.Content, newest, keys);
        if (fault is not null)
        {
            finding($"{LedgerObjects.Checkpoint(newest)}: {fault}");
        }

        return checkpoint;
    }
}
