using System.Runtime.CompilerServices;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Deletion.Replay;

/// <summary>
/// Keeps tombstones with the witness, where there is one, so that they outlive a loss of the state store; else with the state. One of
/// a month and request is written once and never changed.
/// </summary>
public sealed class TombstoneStore(IObjectStore state, TombstoneKeys keys, WitnessStore? witness = null)
{
    private const string Purpose = "tombstone";

    private readonly IObjectStore store = witness?.Objects ?? state;

    /// <summary>Writes the tombstone under its month's key, unless there is one. Idempotent.</summary>
    public async Task WriteAsync(string month, Tombstone tombstone, CancellationToken cancellationToken)
    {
        var key = await keys.GetAsync(month, cancellationToken);
        var content = key.Seal(Purpose, Owner(month, tombstone.Request), StateJson.Write(tombstone));
        await store.TryWriteAsync(ObjectNames.Tombstone(month, tombstone.Request), content, WriteCondition.IfAbsent, cancellationToken);
    }

    /// <summary>The tombstone; null when its key is destroyed or it is gone.</summary>
    public async Task<Tombstone?> OpenAsync(TombstoneEntry entry, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(entry.Month, cancellationToken) is not { } key || await store.ReadAsync(entry.Name, cancellationToken) is not { } stored)
        {
            return null;
        }

        return StateJson.Read<Tombstone>(entry.Name, key.Open(Purpose, Owner(entry.Month, entry.Request), stored.Content.Span), Tombstone.CurrentSchema);
    }

    /// <summary>All tombstones whose blobs are there, by month and request.</summary>
    public async IAsyncEnumerable<TombstoneEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(ObjectNames.Tombstones, cancellationToken))
        {
            if (TombstoneEntry.Of(entry.Name) is { } tombstone)
            {
                yield return tombstone;
            }
        }
    }

    /// <summary>Deletes a dead tombstone; false while the store forbids it. What it holds cannot be read either way.</summary>
    public async Task<bool> TryDeleteAsync(TombstoneEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await store.DeleteAsync(entry.Name, WriteCondition.None, cancellationToken);
            return true;
        }
        catch (StoreException e) when (e.Code == "object-immutable")
        {
            return false;
        }
    }

    private static string Owner(string month, string request) => $"{month}/{request}";
}
