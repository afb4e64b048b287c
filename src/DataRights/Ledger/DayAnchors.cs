using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>
/// Stamps heads into the chain of days. A day's chain is read and checked once; then it is known where it ends, and only what
/// others append is read. What is known is a guess that every append puts to the test: it names its position, so a chain
/// that has grown refuses it and is looked at again. A line that was changed since it was checked is for
/// <see cref="LedgerVerifier"/> to find, which trusts nothing that is remembered. Safe for concurrent use.
/// </summary>
/// <param name="store">Where the chains lie.</param>
/// <param name="reader">Reads and checks them.</param>
/// <param name="time">The clock.</param>
/// <param name="mostAnchors">
/// How many lines a day takes. An append blob takes 50,000 appends; a day that is full is closed early, and what comes then
/// stands in the next one.
/// </param>
internal sealed class DayAnchors(IObjectStore store, ChainReader reader, TimeProvider time, int mostAnchors = 49_000) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<string, DayIndex> _known = new(StringComparer.Ordinal);
    private List<string>? _days;

    public async Task<LedgerAnchor> StampAsync(LedgerEntry head, CancellationToken cancellationToken)
    {
        // One at a time in this process: two would only refuse each other.
        await _one.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                _days ??= await DaysAsync(store, _ => { }, cancellationToken);
                if (await FindAsync(_days, head, cancellationToken) is { } found)
                {
                    return found;
                }

                if (await TryStampAsync(_days.LastOrDefault(), head, cancellationToken) is { } stamped)
                {
                    return stamped;
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The days there are, in order. Objects among them that are no days are told to <paramref name="stranger"/>.</summary>
    public static async Task<List<string>> DaysAsync(IObjectStore store, Action<string> stranger, CancellationToken cancellationToken)
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

    public void Dispose() => _one.Dispose();

    /// <summary>The same head's anchor. It cannot be older than the head, give or take a day for clocks that differ.</summary>
    private async Task<LedgerAnchor?> FindAsync(List<string> days, LedgerEntry head, CancellationToken cancellationToken)
    {
        var oldest = LedgerObjects.DayOf(head.At.AddDays(-1));
        foreach (var day in days.Where(d => string.CompareOrdinal(d, oldest) >= 0))
        {
            if ((await KnowAsync(day, cancellationToken)).MayHold(head)
                && (await reader.DayAsync(day, cancellationToken)).Sound().Links.FirstOrDefault(a => a.Reference == head.Reference && a.HeadHash == head.Hash) is { } anchor)
            {
                return new(day, anchor.Sequence, anchor.Hash);
            }
        }

        foreach (var old in _known.Keys.Where(d => string.CompareOrdinal(d, oldest) < 0 && d != days[^1]).ToList())
        {
            _known.Remove(old);
        }

        return null;
    }

    /// <summary>One step towards an anchor; null when it was a closing, or when another was faster.</summary>
    private async Task<LedgerAnchor?> TryStampAsync(string? last, LedgerEntry head, CancellationToken cancellationToken)
    {
        var today = LedgerObjects.DayOf(time.GetUtcNow());
        if (last is null)
        {
            return await BeginAsync(today, CanonicalJson.Genesis, head, cancellationToken);
        }

        var known = await KnowAsync(last, cancellationToken);
        if (known.Count == 0)
        {
            throw new LedgerCorruptException(LedgerObjects.Day(last), 1, "the chain was removed while it was read");
        }

        if (known.Closed)
        {
            var next = LedgerObjects.DayAfter(last);
            return await BeginAsync(string.CompareOrdinal(next, today) > 0 ? next : today, known.LastHash, head, cancellationToken);
        }

        if (string.CompareOrdinal(last, today) >= 0 && known.Count < mostAnchors)
        {
            return await AppendAsync(known, known.LastHash, head.Reference, head, cancellationToken);
        }

        await AppendAsync(known, known.LastHash, AnchorRecord.DayClosed, null, cancellationToken);
        return null;
    }

    private async Task<LedgerAnchor?> BeginAsync(string day, string previous, LedgerEntry head, CancellationToken cancellationToken)
    {
        // Whatever comes of it, there is a day now that was not known before.
        _days = null;
        _known.Remove(day);
        return await AppendAsync(new DayIndex(day), previous, head.Reference, head, cancellationToken);
    }

    private async Task<LedgerAnchor?> AppendAsync(DayIndex known, string previous, string reference, LedgerEntry? head, CancellationToken cancellationToken)
    {
        var anchor = AnchorFormat.Seal(new(known.Count + 1, time.GetUtcNow(), reference, head?.Sequence ?? 0, head?.Hash ?? CanonicalJson.Genesis, previous, ""));
        var line = CanonicalJson.Line(AnchorFormat.Instance.Text(anchor), anchor.Hash);
        bool appended;
        try
        {
            appended = await store.TryAppendAsync(LedgerObjects.Day(known.Day), line, known.Length, cancellationToken);
        }
        catch
        {
            // It may have arrived all the same.
            Forget(known.Day);
            throw;
        }

        if (!appended)
        {
            await CatchUpAsync(known.Day, cancellationToken);
            return null;
        }

        known.Add([anchor], known.Length + line.Length);
        _known[known.Day] = known;
        return new(known.Day, anchor.Sequence, anchor.Hash);
    }

    private async Task<DayIndex> KnowAsync(string day, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(day, out var known))
        {
            var chain = (await reader.DayAsync(day, cancellationToken)).Sound();
            known = new DayIndex(day);
            known.Add(chain.Links, chain.Length);
            _known[day] = known;
        }

        return known;
    }

    /// <summary>Reads what others have appended. When that does not follow what is known, all is read and checked again.</summary>
    private async Task CatchUpAsync(string day, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(day, out var known) && await reader.DayTailAsync(known, cancellationToken) is { Links.Count: > 0 } tail)
        {
            known.Add(tail.Links, tail.Length);
            if (known.Closed)
            {
                _days = null;
            }
        }
        else
        {
            Forget(day);
        }
    }

    private void Forget(string day)
    {
        _days = null;
        _known.Remove(day);
    }
}
