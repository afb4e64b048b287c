using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>Checks that names lead somewhere. An empty name was reported when it was read.</summary>
internal static class NameChecks
{
    /// <summary>Reports columns that the collection does not declare. Files have no declared columns.</summary>
    public static void Columns(Collection collection, IEnumerable<string> columns, string path, MapFindings findings)
    {
        var known = collection.Columns.Select(c => c.Name).ToList();
        if (collection.IsFiles || known.Count == 0)
        {
            return;
        }

        foreach (var column in columns.Distinct().Where(c => c.Length > 0 && !known.Contains(c)))
        {
            findings.Add(MapCodes.UnknownColumn, path, $"'{collection.Name}' declares no column '{column}'.",
                Suggestion.For(column, known, "columns") + " Or declare it under \"columns\".");
        }
    }

    /// <summary>Reports a column listed twice.</summary>
    public static void Repeated(IReadOnlyList<string> columns, string path, MapFindings findings)
    {
        foreach (var column in columns.Where(c => c.Length > 0).GroupBy(c => c).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            findings.Add(MapCodes.RepeatedColumn, path, $"The column '{column}' is listed twice.", "List it once.");
        }
    }

    /// <summary>The collection of that name; null, and a finding, when there is none.</summary>
    public static Collection? Collection(DataMap map, string name, string path, MapFindings findings)
    {
        var found = map.Collections.FirstOrDefault(c => c.Name == name);
        if (found is null && name.Length > 0)
        {
            findings.Add(MapCodes.UnknownCollection, path, $"There is no collection '{name}'.",
                Suggestion.For(name, map.Collections.Select(c => c.Name), "collections"));
        }

        return found;
    }

    /// <summary>The source of that name; null, and a finding, when there is none.</summary>
    public static SourceRule? Source(DataMap map, string name, string path, MapFindings findings)
    {
        var found = map.Sources.FirstOrDefault(s => s.Name == name);
        if (found is null && name.Length > 0)
        {
            findings.Add(MapCodes.UnknownSource, path, $"There is no source '{name}'.",
                Suggestion.For(name, map.Sources.Select(s => s.Name), "sources"));
        }

        return found;
    }
}
