using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>Roots name declared identifiers, and every identifier can find someone.</summary>
internal static class IdentifierChecks
{
    public static void Run(DataMap map, MapFindings findings)
    {
        var known = map.Identifiers.Select(i => i.Name).ToList();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var collection in map.Collections)
        {
            foreach (var identifier in collection.Root?.Identifiers ?? [])
            {
                used.Add(identifier.Identifier);
                if (identifier.Identifier.Length > 0 && !known.Contains(identifier.Identifier))
                {
                    var path = MapPath.Field(MapPath.Field(MapPath.Collection(collection.Name), "root"), identifier.Column);
                    findings.Add(MapCodes.UnknownIdentifier, path, $"There is no identifier '{identifier.Identifier}'.",
                        Suggestion.For(identifier.Identifier, known, "identifiers"));
                }
            }
        }

        if (map.Collections.Any(c => findings.Within(MapPath.Field(MapPath.Collection(c.Name), "root"))))
        {
            return;
        }

        foreach (var name in known.Where(name => !used.Contains(name)))
        {
            findings.Add(MapCodes.IdentifierUnused, MapPath.Field("$.identifiers", name),
                $"No root holds the identifier '{name}', so it can find nobody.", "Map a root's column to it, or drop it.");
        }
    }
}
