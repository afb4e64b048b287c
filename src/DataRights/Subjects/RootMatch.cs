using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Subjects;

/// <summary>One root that the identifiers match, and the names of those that bear it out.</summary>
internal sealed record RootMatch(Collection Collection, RootKey Root, IReadOnlyList<string> Confirmed)
{
    /// <summary>Two are enough to know that there is more than one.</summary>
    private const int Enough = 2;

    /// <summary>The match, or null when no identifier matches a row of this root.</summary>
    public static async Task<RootMatch?> FindAsync(
        Collection root, IReadOnlyList<Identifier> identifiers, Lazy<Task<IRowSnapshot>> snapshot, CancellationToken cancellationToken)
    {
        var matched = new List<(string Name, Key? Key)>();
        foreach (var identifier in identifiers)
        {
            var columns = root.Root!.Identifiers.Where(i => i.Identifier == identifier.Name).Select(i => i.Column).ToList();
            if (columns.Count > 0)
            {
                matched.Add((identifier.Name, await OneKeyAsync(root, columns, identifier, await snapshot.Value, cancellationToken)));
            }
        }

        var keys = matched.Where(m => m.Key is not null).Select(m => m.Key!).Distinct().ToList();
        if (keys.Count == 0)
        {
            return null;
        }

        return keys.Count == 1 && matched.All(m => m.Key is not null)
            ? new RootMatch(root, new RootKey(root.Name, keys[0]), [.. matched.Select(m => m.Name)])
            : throw new RequestRefusedException(
                "subject-contradicts",
                $"The identifiers {string.Join(", ", matched.Select(m => m.Name))} do not name one and the same person in {root.Name}; send only identifiers that belong together.",
                "/identifiers");
    }

    private static async Task<Key?> OneKeyAsync(
        Collection root, List<string> columns, Identifier identifier, IRowSnapshot snapshot, CancellationToken cancellationToken)
    {
        var keys = new HashSet<Key>();
        foreach (var column in columns)
        {
            keys.UnionWith(await snapshot.MatchRootAsync(root, column, identifier, Enough, cancellationToken));
        }

        return keys.Count <= 1
            ? keys.SingleOrDefault()
            : throw new RequestRefusedException(
                "subject-ambiguous",
                $"The identifier '{identifier.Name}' matches more than one person in {root.Name}; send one that only this person has.",
                "/identifiers");
    }
}
