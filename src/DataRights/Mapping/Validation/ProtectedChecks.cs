using DataRights.Mapping.Expressions;
using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>Only people can be protected, and by columns that the map declares.</summary>
internal static class ProtectedChecks
{
    public static void Run(DataMap map, MapFindings findings)
    {
        foreach (var collection in map.Collections.Where(c => c.Protected is not null))
        {
            var path = MapPath.Field(MapPath.Collection(collection.Name), "protected");
            if (collection.Root is null)
            {
                // Where nothing is a root, that is what has to be mended.
                if (map.Collections.All(c => c.Root is null))
                {
                    continue;
                }

                findings.Add(MapCodes.ProtectedWithoutRoot, path, "No row here is a person, so none can be protected.", "Say it of the collection that has a \"root\".");
                continue;
            }

            NameChecks.Columns(collection, PredicateColumns.Of(collection.Protected), path, findings);
        }
    }
}
