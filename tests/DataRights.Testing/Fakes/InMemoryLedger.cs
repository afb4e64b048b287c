using DataRights.Ledger;

namespace DataRights.Testing.Fakes;

/// <summary>A ledger without hashes: order, idempotent keys and anchors.</summary>
public sealed class InMemoryLedger(TimeProvider clock) : ILedger
{
    private readonly Lock gate = new();
    private readonly List<LedgerEntry> entries = [];

    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries];
            }
        }
    }

    public Dictionary<string, int> AnchoredAt { get; } = [];

    public Task<LedgerEntry> AppendAsync(string reference, string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (entries.FirstOrDefault(e => e.Reference == reference && e.Key == key) is { } there)
            {
                return Task.FromResult(there);
            }

            var entry = new LedgerEntry(entries.Count(e => e.Reference == reference), clock.GetUtcNow(), reference, key, code, facts, "", "");
            entries.Add(entry);
            return Task.FromResult(entry);
        }
    }

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LedgerEntry>>([.. Entries.Where(e => e.Reference == reference)]);

    public Task<LedgerAnchor> AnchorAsync(string reference, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            AnchoredAt[reference] = entries.Count(e => e.Reference == reference);
            return Task.FromResult(new LedgerAnchor("2026-01-01", 0, ""));
        }
    }

    public Task PublishHeadsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new LedgerVerification(0, Entries.Count, []));
}
