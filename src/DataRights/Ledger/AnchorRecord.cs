namespace DataRights.Ledger;

/// <summary>
/// A line of a day's chain: a request chain's head, or the mark that closes the day. A day is closed before the next one
/// begins; since appends name their position, nobody can add to a day that another has linked to.
/// </summary>
internal sealed record AnchorRecord(int Sequence, DateTimeOffset At, string Reference, int HeadSequence, string HeadHash, string Previous, string Hash) : IChainLink
{
    /// <summary>The reference of a closing line. No request's chain may have it.</summary>
    public const string DayClosed = "day-closed";

    public bool Closes => Reference == DayClosed;
}
