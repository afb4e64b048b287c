namespace DataRights.Ledger;

/// <summary>A chain as read: its links up to the first that does not hold, its length in bytes, and what is wrong there.</summary>
internal sealed record Chain<T>(string Name, IReadOnlyList<T> Links, long Length, ChainFault? Fault)
    where T : IChainLink
{
    public string LastHash => Links.Count == 0 ? CanonicalJson.Genesis : Links[^1].Hash;

    /// <summary>The chain itself, when it holds.</summary>
    public Chain<T> Sound() => Fault is null ? this : throw new LedgerCorruptException(Name, Fault.Entry, Fault.Why);
}
