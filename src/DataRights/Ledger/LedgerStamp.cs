namespace DataRights.Ledger;

/// <summary>What a holder outside has in hand of a request's chain: how long it was, its last hash, and the day's entry that vouches for it.</summary>
public sealed record LedgerStamp(string Reference, int Entries, string Head, LedgerAnchor Anchor);
