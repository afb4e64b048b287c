namespace DataRights.Ledger;

/// <summary>One link of a chain. <paramref name="Hash"/> is SHA-256 (hex) over the canonical JSON of everything before it, <paramref name="Previous"/> included.</summary>
public sealed record LedgerEntry(
    int Sequence,
    DateTimeOffset At,
    string Reference,
    string Key,
    string Code,
    IReadOnlyDictionary<string, string> Facts,
    string Previous,
    string Hash) : IChainLink;
