namespace DataRights.Ledger;

/// <summary>
/// What stands in place of days that were pruned: the last of them, its closing entry, which the first entry of the next day follows, and
/// how much was pruned under this and earlier checkpoints.
/// </summary>
/// <param name="Through">The last pruned day.</param>
/// <param name="Sequence">The number of its closing entry.</param>
/// <param name="Hash">The hash of its closing entry.</param>
/// <param name="Days">How many days were pruned so far.</param>
/// <param name="Chains">How many requests' chains were pruned so far.</param>
/// <param name="Entries">How many entries these had.</param>
public sealed record LedgerCheckpoint(string Through, int Sequence, string Hash, int Days, int Chains, long Entries);
