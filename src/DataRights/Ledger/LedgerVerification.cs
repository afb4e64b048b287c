namespace DataRights.Ledger;

/// <summary>What a check of the whole ledger found. Each finding says which file, which entry and what is wrong.</summary>
public sealed record LedgerVerification(int Chains, int Entries, IReadOnlyList<string> Findings)
{
    /// <summary>The last day that was pruned under a signed checkpoint; null when the ledger is there from its beginning.</summary>
    public string? PrunedThrough { get; init; }

    public bool Holds => Findings.Count == 0;
}
