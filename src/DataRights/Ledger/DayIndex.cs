using System.Globalization;

namespace DataRights.Ledger;

/// <summary>
/// What is known of a day's chain that was read and checked: where it ends, and which heads it may hold. Heads are kept
/// by the first 128 bits of their hash, some forty bytes each; whoever needs the anchor itself reads the chain.
/// </summary>
internal sealed class DayIndex(string day)
{
    private readonly HashSet<UInt128> _heads = [];

    public string Day { get; } = day;

    public long Length { get; private set; }

    public int Count { get; private set; }

    public string LastHash { get; private set; } = CanonicalJson.Genesis;

    public bool Closed { get; private set; }

    public void Add(IEnumerable<AnchorRecord> links, long length)
    {
        foreach (var link in links)
        {
            (Count, LastHash, Closed) = (link.Sequence, link.Hash, link.Closes);
            _heads.Add(Short(link.HeadHash));
        }

        Length = length;
    }

    public bool MayHold(LedgerEntry head) => _heads.Contains(Short(head.Hash));

    private static UInt128 Short(string hash) => UInt128.Parse(hash.AsSpan(0, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
