using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Subjects;

/// <summary>
/// Finds the subject by asking every root of the map. An identifier that some root maps must be borne out by the root
/// that is found, or by one that gives way to it. Reads only; safe to repeat and for concurrent use.
/// </summary>
public sealed class SubjectResolver(DataMap map, SourceSet sources, IFootprintLocator locator) : ISubjectResolver
{
    public async Task<RootKey?> ResolveAsync(IReadOnlyList<Identifier> identifiers, CancellationToken cancellationToken)
    {
        var roots = map.Collections.Where(c => c.Root is not null).ToList();
        RefuseUnmapped(identifiers, roots);
        await using var snapshots = new OpenSnapshots(sources);
        var candidates = new List<RootMatch>();
        foreach (var root in roots)
        {
            var snapshot = new Lazy<Task<IRowSnapshot>>(() => snapshots.OpenAsync(root.Source, cancellationToken));
            if (await RootMatch.FindAsync(root, identifiers, snapshot, cancellationToken) is { } match)
            {
                candidates.Add(match);
            }
        }

        if (candidates.Count == 0)
        {
            return null;
        }

        var subject = candidates.Count == 1 ? candidates[0] : await StrongestAsync(candidates, snapshots, cancellationToken);
        RefuseUnconfirmed(identifiers, candidates);
        return subject.Root;
    }

    private async Task<RootMatch> StrongestAsync(List<RootMatch> candidates, OpenSnapshots snapshots, CancellationToken cancellationToken)
    {
        var all = await snapshots.OpenAllAsync(cancellationToken);
        var owners = new List<RootMatch>();
        foreach (var candidate in candidates)
        {
            var footprint = await locator.LocateAsync(candidate.Root, all, cancellationToken);
            if (await OwnsAllAsync(footprint, candidates.Where(c => c != candidate), all, cancellationToken))
            {
                owners.Add(candidate);
            }
        }

        return owners.Count == 1
            ? owners[0]
            : throw new RequestRefusedException(
                "subject-ambiguous",
                $"The identifiers match people in {string.Join(" and ", candidates.Select(c => c.Root.Collection))} who do not belong to each other; send a request for each with an identifier that only one of them has.",
                "/identifiers");
    }

    private static async Task<bool> OwnsAllAsync(
        Footprint footprint, IEnumerable<RootMatch> others, IReadOnlyDictionary<string, IRowSnapshot> snapshots, CancellationToken cancellationToken)
    {
        foreach (var other in others)
        {
            var keys = snapshots[other.Collection.Source].ValuesAsync(
                footprint, other.Collection, other.Collection.Root!.Key, JoinTransform.None, null, cancellationToken);
            if (!await keys.ContainsAsync(other.Root.Key, cancellationToken: cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private static void RefuseUnmapped(IReadOnlyList<Identifier> identifiers, List<Collection> roots)
    {
        if (identifiers.Count == 0)
        {
            throw new RequestRefusedException("identifier-missing", "The request names no identifier; send at least one.", "/identifiers");
        }

        var mapped = roots.SelectMany(r => r.Root!.Identifiers).Select(i => i.Identifier).ToHashSet();
        if (identifiers.FirstOrDefault(i => !mapped.Contains(i.Name)) is { } stray)
        {
            throw new RequestRefusedException(
                "identifier-unknown",
                $"No root of the data map is found by the identifier '{stray.Name}'; it maps {string.Join(", ", mapped.Order(StringComparer.Ordinal))}.",
                "/identifiers");
        }
    }

    private static void RefuseUnconfirmed(IReadOnlyList<Identifier> identifiers, List<RootMatch> candidates)
    {
        var confirmed = candidates.SelectMany(c => c.Confirmed).ToHashSet();
        if (identifiers.FirstOrDefault(i => !confirmed.Contains(i.Name)) is { } stray)
        {
            throw new RequestRefusedException(
                "subject-contradicts",
                $"The identifier '{stray.Name}' matches nobody, the others do; send only identifiers of one and the same person.",
                "/identifiers");
        }
    }
}
