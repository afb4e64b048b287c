using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>The requests' chains that go with pruned days: those that no day vouches for that stays.</summary>
internal sealed class PrunedChains(IObjectStore store, ChainReader reader)
{
    private readonly Dictionary<string, (string LastDay, int Entries)> going = new(StringComparer.Ordinal);

    /// <summary>Reads the days; a chain that goes must hold and be as its anchors saw it.</summary>
    public async Task FindAsync(IEnumerable<string> pruned, IEnumerable<string> staying, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, (string Day, AnchorRecord Anchor)>(StringComparer.Ordinal);
        foreach (var day in pruned)
        {
            foreach (var anchor in (await reader.DayAsync(day, cancellationToken)).Sound().Links.Where(a => !a.Closes))
            {
                seen[anchor.Reference] = (day, anchor);
            }
        }

        foreach (var day in staying)
        {
            foreach (var anchor in (await reader.DayAsync(day, cancellationToken)).Sound().Links)
            {
                seen.Remove(anchor.Reference);
            }
        }

        foreach (var (reference, (day, anchor)) in seen)
        {
            var chain = (await reader.EntriesAsync(reference, cancellationToken)).Sound();

            // Longer than its last anchor: somebody is at work on it. Gone: an earlier run was stopped after deleting it.
            if (chain.Links.Count == anchor.HeadSequence)
            {
                going[reference] = chain.LastHash == anchor.HeadHash
                    ? (day, chain.Links.Count)
                    : throw new LedgerCorruptException(chain.Name, anchor.HeadSequence, "it is not what the day's chain saw");
            }
            else if (chain.Links.Count is > 0 and var count && count < anchor.HeadSequence)
            {
                throw new LedgerCorruptException(chain.Name, count + 1, "it was cut off");
            }
        }
    }

    public int NewChains(IReadOnlyList<string> days) => going.Values.Count(c => days.Contains(c.LastDay));

    public long NewEntries(IReadOnlyList<string> days) => going.Values.Where(c => days.Contains(c.LastDay)).Sum(c => (long)c.Entries);

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        foreach (var reference in going.Keys.Order(StringComparer.Ordinal))
        {
            await store.DeleteAsync(LedgerObjects.Chain(reference), WriteCondition.None, cancellationToken);
        }
    }
}
