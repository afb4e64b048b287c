using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>One check of the whole ledger. Days are read before the chains they vouch for, so entries appended meanwhile do no harm.</summary>
internal sealed class LedgerVerifier(IObjectStore store, ChainReader reader, HeadWitness? witness, CheckpointReader checkpoints)
{
    private readonly List<string> _findings = [];
    private readonly Dictionary<string, List<(string Day, AnchorRecord Anchor)>> _anchors = new(StringComparer.Ordinal);
    private int _chains;
    private int _entries;
    private LedgerCheckpoint? _checkpoint;

    public async Task<LedgerVerification> RunAsync(CancellationToken cancellationToken)
    {
        await CheckDaysAsync(cancellationToken);
        await foreach (var entry in store.ListAsync(ObjectNames.LedgerChains, cancellationToken))
        {
            if (LedgerObjects.ReferenceOf(entry.Name) is { } reference)
            {
                await CheckChainAsync(reference, cancellationToken);
            }
            else
            {
                AddStranger(entry.Name);
            }
        }

        foreach (var (reference, anchors) in _anchors.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            _findings.Add($"{LedgerObjects.Chain(reference)}: the chain is missing; {Where(anchors[0])} saw {anchors[0].Anchor.HeadSequence} entries of it.");
        }

        return new(_chains, _entries, _findings) { PrunedThrough = _checkpoint?.Through };
    }

    private async Task CheckDaysAsync(CancellationToken cancellationToken)
    {
        // Heads before days: a head published meanwhile would be of entries that were not read yet.
        var heads = witness is null ? null : await witness.HeadsAsync(ObjectNames.Heads, n => _findings.Add($"{n}: it is not named like a published head."), cancellationToken);
        _checkpoint = await checkpoints.NewestAsync(_findings.Add, cancellationToken);

        // What is still there of pruned days waits to be deleted, and says nothing any more.
        var all = (await DayAnchors.DaysAsync(store, AddStranger, cancellationToken)).Where(d => !IsPruned(d)).ToList();
        CheckClosedHead(heads);
        _findings.AddRange(heads?.Select(h => h.Key).Where(d => !IsPruned(d)).Except(all).Select(d => $"{LedgerObjects.Day(d)}: the day is missing; the witness saw it.") ?? []);
        var (previous, before) = _checkpoint is null ? ((string?)CanonicalJson.Genesis, "the beginning") : (_checkpoint.Hash, LedgerObjects.Checkpoint(_checkpoint.Through));
        if (_checkpoint is not null && all.Count == 0)
        {
            _findings.Add($"{LedgerObjects.Day(LedgerObjects.DayAfter(_checkpoint.Through))}: no day is left after the checkpoint; pruning always leaves one.");
        }

        foreach (var day in all)
        {
            var chain = await reader.DayAsync(day, cancellationToken);
            AddFault(chain.Name, chain.Fault);
            if (chain.Fault is null && heads is not null)
            {
                _findings.AddRange(HeadWitness.Contradictions(chain, heads[day]));
            }

            if (chain.Links.Count > 0 && previous is not null && chain.Links[0].Previous != previous)
            {
                _findings.Add($"{chain.Name} entry 1: it does not follow {before}: days were removed, cut off or exchanged.");
            }

            foreach (var anchor in chain.Links.Where(a => !a.Closes))
            {
                (_anchors.TryGetValue(anchor.Reference, out var known) ? known : _anchors[anchor.Reference] = []).Add((day, anchor));
            }

            CheckClosing(chain, isLast: day == all[^1]);

            // After a fault the true end of the day is unknown; what follows it cannot be judged.
            (previous, before) = (chain.Fault is null ? chain.LastHash : null, chain.Name);
        }
    }

    private bool IsPruned(string day) => _checkpoint is not null && string.CompareOrdinal(day, _checkpoint.Through) <= 0;

    /// <summary>The witness may have seen the day's end that the checkpoint names.</summary>
    private void CheckClosedHead(ILookup<string, PublishedHead>? heads)
    {
        if (_checkpoint is { } point && heads is not null && heads[point.Through].Any(h => h.Sequence > point.Sequence || (h.Sequence == point.Sequence && h.Hash != point.Hash)))
        {
            _findings.Add($"{LedgerObjects.Checkpoint(point.Through)}: the witness saw another end of the day.");
        }
    }

    private void CheckClosing(Chain<AnchorRecord> chain, bool isLast)
    {
        if (chain.Links.SkipLast(1).FirstOrDefault(a => a.Closes) is { } early)
        {
            _findings.Add($"{chain.Name} entry {early.Sequence + 1}: it stands after the day was closed.");
        }

        if (!isLast && chain.Fault is null && (chain.Links.Count == 0 || !chain.Links[^1].Closes))
        {
            _findings.Add($"{chain.Name} entry {chain.Links.Count + 1}: the day's closing entry is missing: the chain was cut off.");
        }
    }

    private async Task CheckChainAsync(string reference, CancellationToken cancellationToken)
    {
        var chain = await reader.EntriesAsync(reference, cancellationToken);
        _chains++;
        _entries += chain.Links.Count;
        AddFault(chain.Name, chain.Fault);
        if (!_anchors.Remove(reference, out var anchors))
        {
            return;
        }

        foreach (var anchor in anchors)
        {
            var sequence = anchor.Anchor.HeadSequence;
            if (sequence > chain.Links.Count && chain.Fault is null)
            {
                _findings.Add($"{chain.Name} entry {chain.Links.Count + 1}: the chain was cut off; {Where(anchor)} saw {sequence} entries.");
            }
            else if (sequence >= 1 && sequence <= chain.Links.Count && chain.Links[sequence - 1].Hash != anchor.Anchor.HeadHash)
            {
                _findings.Add($"{chain.Name} entry {sequence}: the chain was rewritten; {Where(anchor)} saw another entry.");
            }
        }
    }

    private static string Where((string Day, AnchorRecord Anchor) anchor) => $"{LedgerObjects.Day(anchor.Day)} entry {anchor.Anchor.Sequence}";

    private void AddStranger(string name) => _findings.Add($"{name}: it is not named like a chain.");

    private void AddFault(string name, ChainFault? fault)
    {
        if (fault is not null)
        {
            _findings.Add($"{name} entry {fault.Entry}: {fault.Why}.");
        }
    }
}
