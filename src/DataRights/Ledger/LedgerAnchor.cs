namespace DataRights.Ledger;

/// <summary>A request chain's head as stamped into the day's chain.</summary>
public sealed record LedgerAnchor(string Day, int Sequence, string Hash);
