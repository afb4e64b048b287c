using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Deletion.Holds;

/// <summary>
/// Tells which holds are on: for a deletion, for the later deletion of retained rows, for telling recipients, and for whatever else
/// destroys rows of a collection. A call for a person reads that person's holds and everybody's, nobody else's. Safe for concurrent use.
/// </summary>
public sealed class HoldBook(DataMap map, IObjectStore objects, ISealer sealer, ISubjectReferencer referencer, TimeProvider time)
{
    private readonly HoldStore store = new(objects);
    private readonly HoldSeals seals = new(sealer);
    private readonly HoldConditions conditions = new(map);

    /// <summary>The holds on that person now, found by every reference that the person may be known by.</summary>
    public Task<CurrentHolds> OfAsync(RootKey root, CancellationToken cancellationToken) => OfAsync(referencer.References(root), cancellationToken);

    /// <summary>The holds on whoever has these references, and everybody's.</summary>
    public async Task<CurrentHolds> OfAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken)
    {
        var stored = new List<StoredHold>();
        foreach (var scope in references.Append(Hold.Everybody))
        {
            stored.AddRange(await store.OfAsync(scope, cancellationToken));
        }

        return Read(stored);
    }

    /// <summary>Every hold that is on now, whoever's: for what destroys the rows of many people at once.</summary>
    public async Task<CurrentHolds> AllAsync(CancellationToken cancellationToken) => Read(await store.AllAsync(cancellationToken));

    /// <summary>Whether a hold is on everything of whoever has that reference.</summary>
    public async Task<bool> IsOnSubjectAsync(string reference, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return (await store.OfAsync(reference, cancellationToken)).Any(h => h.Hold.IsWhole && h.Hold.IsActive(now));
    }

    /// <summary>
    /// The rows of a collection that holds on everybody keep: for whatever destroys a collection's rows without knowing whose they are. One
    /// without a condition keeps all of them.
    /// </summary>
    /// <exception cref="SourceException">Code <c>hold-unreadable</c>: a hold names what the map does not declare any more; nothing may be destroyed until it is placed anew.</exception>
    public async Task<IReadOnlyList<HeldRows>> OnEverybodyAsync(string collection, CancellationToken cancellationToken)
    {
        var holds = await OfAsync([], cancellationToken);
        return holds.Unreadable.Count == 0
            ? [.. holds.Rows.Where(r => r.Collection == collection)]
            : throw new SourceException(map.Collection(collection).Source, "hold-unreadable", transient: false);
    }

    private CurrentHolds Read(IEnumerable<StoredHold> stored)
    {
        var now = time.GetUtcNow();
        var active = stored.Select(h => h.Hold).Where(h => h.IsActive(now)).ToList();
        var (parts, unreadable) = (new List<HeldPart>(), new List<Hold>());
        foreach (var hold in active.Where(h => !h.IsWhole))
        {
            if (conditions.Read(hold.Collection!, seals.Open(hold)).Rows is { } rows)
            {
                parts.Add(new HeldPart(hold, rows));
            }
            else
            {
                unreadable.Add(hold);
            }
        }

        return new CurrentHolds([.. active.Where(h => h.IsWhole)], parts, unreadable);
    }
}
