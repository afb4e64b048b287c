using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Deletion.Replay;

/// <summary>
/// Decides whether what is under a tombstone's root key is the person who was deleted. In doubt it is not: a wrong replay would
/// delete somebody who never asked for it, and there is no way back.
/// </summary>
internal sealed class ReplayDecision(DataMap map, SourceSet sources, IDeletionPlanner planner, TimeProvider time)
{
    /// <summary>One's own key and one other are enough to know that there is another.</summary>
    private const int Enough = 2;

    public async Task<ReplayVerdict> DecideAsync(Tombstone tombstone, CancellationToken cancellationToken)
    {
        if (map.Collections.FirstOrDefault(c => c.Name == tombstone.Collection) is not { Root: { } root } collection || root.Key.Count != tombstone.Key.Count)
        {
            return ReplayVerdict.RootUnknown;
        }

        if (await IsElsewhereAsync(tombstone, collection, cancellationToken))
        {
            return ReplayVerdict.RegisteredAgain;
        }

        var rows = await new RootRows(map, sources).ReadAsync(tombstone.Root(), cancellationToken);
        if (rows.Count == 0)
        {
            // Parts may be back although the root is not.
            var plan = await planner.PlanAsync(tombstone.Root(), time.GetUtcNow(), cancellationToken);
            return plan.Collections.Any(c => c.Rows > 0) ? ReplayVerdict.Replayed : ReplayVerdict.NothingThere;
        }

        return IsRestored(tombstone, rows) ? ReplayVerdict.Replayed
            : rows.Any(r => SharesIdentifier(tombstone, r)) || KeyIsIdentifier(root) ? ReplayVerdict.RegisteredAgain
            : tombstone.Treatment == Treatment.Delete ? ReplayVerdict.DifferentPerson
            : ReplayVerdict.NothingThere;
    }

    /// <summary>
    /// A row with identifiers of its own is known by all of them and by its earliest moment, since an id may have been given out again and
    /// the same person may have got it. Rows that have none beside their key are known only if nothing about them has changed.
    /// </summary>
    private static bool IsRestored(Tombstone tombstone, IReadOnlyList<RootRow> rows)
    {
        if (rows is [var row] && tombstone.Rows is [{ Identifiers.Count: > 0 } known])
        {
            return known.Identifiers.All(i => row.Identifiers.GetValueOrDefault(i.Key) == i.Value) && row.Moment == known.Moment;
        }

        return rows.All(r => tombstone.Rows.Any(t => t.Digest == r.Digest));
    }

    private static bool SharesIdentifier(Tombstone tombstone, RootRow row) =>
        tombstone.Rows.SelectMany(r => r.Identifiers).Any(i => row.Identifiers.GetValueOrDefault(i.Key) == i.Value);

    private static bool KeyIsIdentifier(RootRule root) => root.Identifiers.All(i => root.Key.Contains(i.Column));

    /// <summary>Whether one of the person's identifiers belongs to a row of the root under another key.</summary>
    private async Task<bool> IsElsewhereAsync(Tombstone tombstone, Collection collection, CancellationToken cancellationToken)
    {
        await using var snapshot = await sources.Rows(collection.Source).OpenSnapshotAsync(cancellationToken);
        foreach (var (column, value) in tombstone.Rows.SelectMany(r => r.Identifiers))
        {
            foreach (var mapped in collection.Root!.Identifiers.Where(i => i.Column == column))
            {
                var rule = map.Identifiers.Single(i => i.Name == mapped.Identifier);
                var keys = await snapshot.MatchRootAsync(collection, column, new Identifier(rule.Name, rule.Type, value), Enough, cancellationToken);
                if (keys.Any(k => !k.Equals(new Key(tombstone.Key))))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
