namespace DataRights.Ledger;

/// <summary>A chain does not hold; nothing may be appended to it.</summary>
public sealed class LedgerCorruptException(string chain, int entry, string why)
    : Exception($"The ledger chain {chain} does not hold at entry {entry}: {why}.");
