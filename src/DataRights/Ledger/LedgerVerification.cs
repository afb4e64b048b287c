namespace DataRights.Ledger;

/// <summary>What a check of the whole ledger found. Each finding says which file, which entry and what is wrong.</summary>
public sealed record LedgerVerification(int Chains, int Entries, IReadOnlyList<string> Findings)
{
    public bool Holds => Findings.Count == 0;
}
