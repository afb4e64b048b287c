using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>Gives the heads of day chains to a witness, and holds the chains against what it was given before.</summary>
internal sealed class HeadWitness(IObjectStore witness, ChainReader reader, DayAnchors days, TimeProvider time)
{
    /// <summary>Publishes the newest head, and those of days that ended since the last time. Costs two listings and one read when there is nothing new.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        var known = await days.DaysAsync(_ => { }, cancellationToken);
        foreach (var day in Enumerable.Reverse(known))
        {
            if (!await PublishAsync(day, cancellationToken))
            {
                return;
            }
        }
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
