using DataRights.Ledger;

namespace DataRights.Sql.Tests.Retention;

/// <summary>Keeps entries in memory, once for each key; may be told to fail as if the process were killed.</summary>
internal sealed class RecordingLedger : ILedger
{
    public List<LedgerEntry> Entries { get; } = [];

    /// <summary>Throws instead of appending an entry of this code, once.</summary>
    public string? KilledAt { get; set; }

    /// <summary>Called before and after each append.</summary>
    public Action? Interrupt { get; set; }

    public Task<LedgerEntry> AppendAsync(string reference, string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken)
    {
        if (KilledAt == code)
        {
            KilledAt = null;
            throw new InvalidOperationException("killed");
        }

        Interrupt?.Invoke();
        lock (Entries)
        {
            Append(reference, key, code, facts);
        }

        Interrupt?.Invoke();
        return Task.FromResult(Entries.First(e => e.Reference == reference && e.Key == key));
    }

    private void Append(string reference, string key, string code, IReadOnlyDictionary<string, string> facts)
    {
        var entry = Entries.Find(e => e.Reference == reference && e.Key == key);
        if (entry is null)
        {
            entry = new LedgerEntry(Entries.Count, DateTimeOffset.UnixEpoch, reference, key, code, facts, "", "");
            Entries.Add(entry);
        }
    }

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LedgerEntry>>([.. Entries.Where(e => e.Reference == reference)]);

    public Task<LedgerAnchor> AnchorAsync(string reference, CancellationToken cancellationToken) => Task.FromResult<LedgerAnchor>(null!);

    public Task PublishHeadsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
