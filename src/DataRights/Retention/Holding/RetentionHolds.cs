using DataRights.Deletion.Holds;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Retention.Holding;

/// <summary>
/// Reads which raw rows legal holds keep. A hold knows its person only by reference, which cannot be turned back: so while any hold is on a
/// person, the roots that raw rows lead to are read, and the references made of each are compared.
/// </summary>
public sealed class RetentionHolds(DataMap map, HoldBook book, ISubjectReferencer referencer)
{
    /// <exception cref="SourceException">The database failed; or code <c>hold-unreadable</c>: a hold on everybody's rows names what the map does not declare any more, so nothing may be destroyed.</exception>
    public async Task<RawHolds> OfAsync(RetentionGroup group, IRetentionStore store, CancellationToken cancellationToken)
    {
        // The gate first: a hold that is written after the holds were read raises it.
        var gate = await store.GateAsync(cancellationToken);
        var holds = await book.AllAsync(cancellationToken);
        if (holds.Unreadable.Any(h => h.Subjects.Count == 0))
        {
            throw new SourceException(group.First.Source, "hold-unreadable", transient: false);
        }

        var parts = holds.Parts.Where(p => IsRaw(group.First, p.Rows.Collection)).ToList();
        var wanted = new Dictionary<string, List<Predicate?>>();
        foreach (var (hold, when) in holds.Whole.Concat(holds.Unreadable).Select(h => (h, (Predicate?)null)).Concat(parts.Select(p => (p.Hold, p.Rows.When))))
        {
            foreach (var reference in hold.Subjects)
            {
                (wanted.TryGetValue(reference, out var whens) ? whens : wanted[reference] = []).Add(when);
            }
        }

        return new RawHolds(
            map, gate, [.. parts.Where(p => p.Hold.Subjects.Count == 0).Select(p => p.Rows.When)],
            wanted.Count == 0 ? [] : await FindAsync(group, store, wanted, cancellationToken))
        {
            Collections = [.. holds.Parts.Select(p => p.Rows.Collection).Distinct()],
        };
    }

    private async Task<IReadOnlyList<HeldPerson>> FindAsync(RetentionGroup group, IRetentionStore store, Dictionary<string, List<Predicate?>> wanted, CancellationToken cancellationToken)
    {
        var people = new List<HeldPerson>();
        await foreach (var root in store.RootKeysAsync(group, map, cancellationToken))
        {
            var found = referencer.References(root).SelectMany(r => wanted.GetValueOrDefault(r) ?? []).Distinct().ToList();
            people.AddRange((found.Contains(null) ? [null] : found).Select(when => new HeldPerson(root, when)));
        }

        return people;
    }

    private bool IsRaw(RetentionRule rule, string collection) =>
        map.Collection(collection) is var c && c.Source == rule.Source && !c.IsFiles && SourceSchema.Normalize(c.From) == SourceSchema.Normalize(rule.From);
}
