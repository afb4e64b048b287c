using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>Stamps heads into the chain of days.</summary>
internal sealed class DayAnchors(IObjectStore store, ChainReader reader, TimeProvider time)
{
    public async Task<LedgerAnchor> StampAsync(LedgerEntry head, CancellationToken cancellationToken)
    {
        while (true)
        {
            var days = await DaysAsync(_ => { }, cancellationToken);
            if (await FindAsync(days, head, cancellationToken) is { } found)
            {
                return found;
            }

            if (await TryStampAsync(days.LastOrDefault(), head, cancellationToken) is { } stamped)
            {
                return stamped;
            }
        }
    }

    /// <summary>The days there are, in order. Objects among them that are no days are told to <paramref name="stranger"/>.</summary>
    public async Task<List<string>> DaysAsync(Action<string> stranger, CancellationToken cancellationToken)
    {
        var days = new List<string>();
        await foreach (var entry in store.ListAsync(ObjectNames.LedgerDays, cancellationToken))
        {
            if (LedgerObjects.DayOf(entry.Name) is { } day)
            {
                days.Add(day);
            }
            else
            {
                stranger(entry.Name);
            }
        }

        return days;
    }

    /// <summary>The same head's anchor. It cannot be older than the head, give or take a day for clocks that differ.</summary>
    private async Task<LedgerAnchor?> FindAsync(List<string> days, LedgerEntry head, CancellationToken cancellationToken)
    {
        var oldest = LedgerObjects.DayOf(head.At.AddDays(-1));
        foreach (var day in days.Where(d => string.CompareOrdinal(d, oldest) >= 0))
        {
            var chain = (await reader.DayAsync(day, cancellationToken)).Sound();
            if (chain.Links.FirstOrDefault(a => a.Reference == head.Reference && a.HeadHash == head.Hash) is { } anchor)
            {
                return new(day, anchor.Sequence, anchor.Hash);
            }
        }

        return null;
    }

    /// <summary>One step towards an anchor; null when it was a closing, or when another was faster.</summary>
    private async Task<LedgerAnchor?> TryStampAsync(string? last, LedgerEntry head, CancellationToken cancellationToken)
    {
        var today = LedgerObjects.DayOf(time.GetUtcNow());
        if (last is null)
        {
            return await AppendAsync(today, 0, 0, CanonicalJson.Genesis, head.Reference, head, cancellationToken);
        }

        var chain = (await reader.DayAsync(last, cancellationToken)).Sound();
        if (chain.Links.Count == 0)
        {
            throw new LedgerCorruptException(chain.Name, 1, "the chain was removed while it was read");
        }

        if (chain.Links[^1].Closes)
        {
            var next = LedgerObjects.DayAfter(last);
            return await AppendAsync(string.CompareOrdinal(next, today) > 0 ? next : today, 0, 0, chain.LastHash, head.Reference, head, cancellationToken);
        }

        if (string.CompareOrdinal(last, today) >= 0)
        {
            return await AppendAsync(last, chain.Length, chain.Links.Count, chain.LastHash, head.Reference, head, cancellationToken);
        }

        await AppendAsync(last, chain.Length, chain.Links.Count, chain.LastHash, AnchorRecord.DayClosed, null, cancellationToken);
        return null;
    }

    private async Task<LedgerAnchor?> AppendAsync(string day, long position, int count, string previous, string reference, LedgerEntry? head, CancellationToken cancellationToken)
    {
        var anchor = AnchorFormat.Seal(new(count + 1, time.GetUtcNow(), reference, head?.Sequence ?? 0, head?.Hash ?? CanonicalJson.Genesis, previous, ""));
        var line = CanonicalJson.Line(AnchorFormat.Instance.Text(anchor), anchor.Hash);
        return await store.TryAppendAsync(LedgerObjects.Day(day), line, position, cancellationToken) ? new(day, anchor.Sequence, anchor.Hash) : null;
    }
}
