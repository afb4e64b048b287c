using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>Every collection is somebody's: a root, or reached from one by owning references or a prefix.</summary>
internal static class ReachChecks
{
    public static void Run(DataMap map, MapFindings findings)
    {
        var reached = map.Collections.Where(c => c.Root is not null).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        if (reached.Count == 0)
        {
            if (map.Collections.Count > 0)
            {
                findings.Add(MapCodes.NoRoot, "$.collections", "No collection has a root: no identifier can find anyone.",
                    "Add \"root\" to the collection whose rows are the people, as in \"root\": { \"id\": \"user_id\" }.");
            }

            return;
        }

        while (map.Collections.FirstOrDefault(c => !reached.Contains(c.Name) && Owners(c).Any(reached.Contains)) is { } next)
        {
            reached.Add(next.Name);
        }

        foreach (var collection in map.Collections.Where(c => !reached.Contains(c.Name)))
        {
            var path = MapPath.Collection(collection.Name);
            if (!findings.Within(MapPath.Field(path, "references")) && !findings.Within(MapPath.Field(path, "from")))
            {
                findings.Add(MapCodes.Unreachable, path, $"No root is reached from '{collection.Name}' over owning references: its rows are nobody's.",
                    "Add a reference with \"owns\": true towards a root, one with \"via\": true towards a link table, or a \"root\", or drop the collection.");
            }
        }
    }

    private static IEnumerable<string> Owners(Collection collection) =>
        collection.Files is { } prefix ? [prefix.Collection] : collection.References.Where(r => r.IsWalked).Select(r => r.To);
}
