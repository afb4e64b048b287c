using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>Gives the heads of day chains to a witness, and holds the chains against what it was given before.</summary>
/// <param name="ledger">Where the chains lie.</param>
/// <param name="witness">Where their heads go.</param>
/// <param name="time">The clock.</param>
internal sealed class HeadWitness(IObjectStore ledger, IObjectStore witness, TimeProvider time)
{
    /// <summary>How often one process publishes at most: a day's chain is read for it from end to end.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(4);

    private readonly ChainReader reader = new(ledger);
    private long? published;

    /// <summary>Publishes the newest head, and those of days that ended since the last time, unless that was only just done.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        if (published is { } at && time.GetElapsedTime(at) < Every)
        {
            return;
        }

        var days = await DayAnchors.DaysAsync(ledger, _ => { }, cancellationToken);
        foreach (var day in Enumerable.Reverse(days))
        {
            if (!await PublishAsync(day, cancellationToken))
            {
                break;
            }
        }

        // With nothing to publish yet the next round looks again: a listing is all it costs.
        published = days.Count > 0 ? time.GetTimestamp() : null;
    }

    /// <summary>What contradicts the chain among the heads published of its day; empty when nothing does.</summary>
    public static IEnumerable<string> Contradictions(Chain<AnchorRecord> chain, IEnumerable<PublishedHead> heads)
    {
        foreach (var head in heads.OrderBy(h => h.Sequence))
        {
            if (head.Sequence > chain.Links.Count)
            {
                yield return $"{chain.Name} entry {chain.Links.Count + 1}: the chain was cut off; the witness saw {head.Sequence} entries.";
            }
            else if (head.Sequence < 1 || chain.Links[head.Sequence - 1].Hash != head.Hash)
            {
                yield return $"{chain.Name} entry {head.Sequence}: the chain was rewritten; the witness saw another entry.";
            }
        }
    }

    /// <summary>All published heads by day. Objects among them that are none are told to <paramref name="stranger"/>.</summary>
    public async Task<ILookup<string, PublishedHead>> HeadsAsync(string prefix, Action<string> stranger, CancellationToken cancellationToken)
    {
        var heads = new List<PublishedHead>();
        await foreach (var entry in witness.ListAsync(prefix, cancellationToken))
        {
            if (PublishedHead.Of(entry.Name) is { } head)
            {
                heads.Add(head);
            }
            else
            {
                stranger(entry.Name);
            }
        }

        return heads.ToLookup(h => h.Day);
    }

    /// <summary>False when the day's head was published before: then those of the days before it were, too.</summary>
    private async Task<bool> PublishAsync(string day, CancellationToken cancellationToken)
    {
        var chain = (await reader.DayAsync(day, cancellationToken)).Sound();
        var published = (await HeadsAsync(PublishedHead.FolderOf(day), _ => { }, cancellationToken))[day].ToList();
        if (Contradictions(chain, published).Any())
        {
            throw new LedgerCorruptException(chain.Name, Math.Min(chain.Links.Count + 1, published.Max(h => h.Sequence)), "its published head is another: the chain was rewritten or cut off");
        }

        if (chain.Links.Count == 0 || published.Any(h => h.Sequence == chain.Links.Count))
        {
            return false;
        }

        var head = new PublishedHead(day, chain.Links.Count, chain.LastHash);
        await witness.TryWriteAsync(head.Name, head.ToBytes(time.GetUtcNow()), WriteCondition.IfAbsent, cancellationToken);
        return true;
    }
}
