using DataRights.Signing;
using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>
/// The ledger as lines of JSON in an object store: <c>ledger/requests/{reference}.ndjson</c> and
/// <c>ledger/days/{yyyy-MM-dd}.ndjson</c> (UTC), entries counted from 1. Appends name their position and are tried again
/// when another was faster, so concurrent writers, also of several processes, make one chain. What cutting the end of the
/// newest day removes can be shown only by those who hold its anchors, for instance in receipts, or by the witness. Days that were pruned
/// are vouched for by a signed checkpoint (<see cref="LedgerPruner"/>).
/// Store trouble is a <see cref="StoreException"/>; every call may then be repeated.
/// </summary>
public sealed class StoreLedger(IObjectStore store, TimeProvider time, WitnessStore? witness = null, ISigner? signer = null) : ILedger, IDisposable
{
    /// <summary>The keys that checkpoints are checked by; null means the signer's.</summary>
    public PublicKeySet? Keys { get; init; }

    private readonly ChainReader _reader = new(store);
    private readonly DayAnchors _days = new(store, new ChainReader(store), time);
    private readonly HeadWitness? _witness = witness is null ? null : new(store, witness.Objects, time);

    public async Task<LedgerEntry> AppendAsync(string reference, string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken)
    {
        LedgerGuard.CheckReference(reference);
        LedgerGuard.CheckEntry(key, code, facts);
        while (true)
        {
            var chain = (await _reader.EntriesAsync(reference, cancellationToken)).Sound();
            if (chain.Links.FirstOrDefault(e => e.Key == key) is { } known)
            {
                return known;
            }

            var sorted = new SortedDictionary<string, string>(facts.ToDictionary(), StringComparer.Ordinal);
            var entry = EntryFormat.Seal(new(chain.Links.Count + 1, time.GetUtcNow().ToUniversalTime(), reference, key, code, sorted, chain.LastHash, ""));
            var line = CanonicalJson.Line(EntryFormat.Instance.Text(entry), entry.Hash);
            if (await store.TryAppendAsync(chain.Name, line, chain.Length, cancellationToken))
            {
                return entry;
            }
        }
    }

    public async Task<IReadOnlyList<LedgerEntry>> ReadAsync(string reference, CancellationToken cancellationToken)
    {
        LedgerGuard.CheckReference(reference);
        return (await _reader.EntriesAsync(reference, cancellationToken)).Sound().Links;
    }

    /// <exception cref="InvalidOperationException">The chain has no entry yet.</exception>
    public async Task<LedgerAnchor> AnchorAsync(string reference, CancellationToken cancellationToken)
    {
        var entries = await ReadAsync(reference, cancellationToken);
        return entries.Count == 0
            ? throw new InvalidOperationException("A ledger chain without an entry cannot be anchored.")
            : await _days.StampAsync(entries[^1], cancellationToken);
    }

    public Task PublishHeadsAsync(CancellationToken cancellationToken) => _witness?.PublishAsync(cancellationToken) ?? Task.CompletedTask;

    public async Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        var keys = Keys ?? (signer is null ? null : new PublicKeySet(await signer.PublicKeysAsync(cancellationToken)));
        return await new LedgerVerifier(store, _reader, _witness, new CheckpointReader(store, keys)).RunAsync(cancellationToken);
    }

    public void Dispose() => _days.Dispose();
}
