namespace DataRights.Ledger;

/// <summary>The first entry of a chain that does not hold, counted from 1, and why.</summary>
internal sealed record ChainFault(int Entry, string Why);
