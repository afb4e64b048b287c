using DataRights.Sources;

namespace DataRights.Sql.Erasing;

/// <summary>What has been done so far, by collection. Kept in the database with the effects themselves.</summary>
internal sealed class OutcomeCounts
{
    /// <summary>By collection: deleted, anonymized, detached (other people's rows, and shared ones of the person), retained by rule.</summary>
    public Dictionary<string, long> Deleted { get; init; } = [];

    public Dictionary<string, long> Anonymized { get; init; } = [];

    public Dictionary<string, long> Detached { get; init; } = [];

    public Dictionary<string, long> Shared { get; init; } = [];

    public Dictionary<string, long> Held { get; init; } = [];

    public Dictionary<string, List<RetainedRows>> Retained { get; init; } = [];

    public static void Add(Dictionary<string, long> counts, string collection, long rows)
    {
        if (rows != 0)
        {
            counts[collection] = counts.GetValueOrDefault(collection) + rows;
        }
    }

    public OutcomeCounts Copy() => new()
    {
        Deleted = new(Deleted), Anonymized = new(Anonymized), Detached = new(Detached), Shared = new(Shared), Held = new(Held),
        Retained = Retained.ToDictionary(r => r.Key, r => r.Value.ToList()),
    };

    public void Add(OutcomeCounts more)
    {
        foreach (var (counts, others) in new[] { (Deleted, more.Deleted), (Anonymized, more.Anonymized), (Detached, more.Detached), (Shared, more.Shared), (Held, more.Held) })
        {
            foreach (var (collection, rows) in others)
            {
                Add(counts, collection, rows);
            }
        }

        foreach (var (collection, rows) in more.Retained.SelectMany(r => r.Value.Select(rows => (r.Key, rows))))
        {
            Retain(collection, rows);
        }
    }

    public void Retain(string collection, RetainedRows rows)
    {
        var all = Retained.TryGetValue(collection, out var known) ? known : Retained[collection] = [];
        if (all.FindIndex(r => r.Rule == rows.Rule) is var i && i >= 0)
        {
            all[i] = all[i].And(rows);
        }
        else
        {
            all.Add(rows);
        }
    }

    /// <summary>What outcomes tell, but for what was held: that is found again.</summary>
    public static OutcomeCounts Of(IEnumerable<CollectionOutcome> outcomes)
    {
        var counts = new OutcomeCounts();
        foreach (var outcome in outcomes)
        {
            Add(counts.Deleted, outcome.Collection, outcome.Deleted);
            Add(counts.Anonymized, outcome.Collection, outcome.Anonymized);
            Add(counts.Detached, outcome.Collection, outcome.Detached);
            Add(counts.Shared, outcome.Collection, outcome.Shared);
            foreach (var retained in outcome.Retained)
            {
                counts.Retain(outcome.Collection, retained);
            }
        }

        return counts;
    }

    public IReadOnlyList<CollectionOutcome> Outcomes(IEnumerable<string> order) =>
    [
        .. order.Concat(Detached.Keys).Distinct(StringComparer.Ordinal).Select(name =>
        {
            var retained = (IReadOnlyList<RetainedRows>)Retained.GetValueOrDefault(name, []);
            var (deleted, anonymized, shared, held) = (Deleted.GetValueOrDefault(name), Anonymized.GetValueOrDefault(name), Shared.GetValueOrDefault(name), Held.GetValueOrDefault(name));
            return new CollectionOutcome(name, deleted + anonymized + retained.Sum(r => r.Rows) + shared + held, deleted, anonymized, Detached.GetValueOrDefault(name), retained) { Shared = shared, Held = held };
        }),
    ];
}
