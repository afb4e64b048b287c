using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>A source names its connection without giving it away, and has only the fields of its kind.</summary>
internal static class SourceChecks
{
    public static void Run(DataMap map, MapFindings findings)
    {
        foreach (var source in map.Sources)
        {
            var path = MapPath.Field("$.sources", source.Name);
            if (source.Connection.AsSpan().IndexOfAny("=;/\\ ") >= 0)
            {
                findings.Add(MapCodes.ConnectionNotAName, MapPath.Field(path, "connection"),
                    "This looks like a connection itself, and may hold a secret.",
                    "Write the name of the setting that holds the connection, and change the secret if it was shared.");
            }

            if (source.Container is not null && source.Kind != SourceKind.Files && !findings.Within(MapPath.Field(path, "kind")))
            {
                findings.Add(MapCodes.OnlyForFiles, MapPath.Field(path, "container"), "A database has no container.", "Drop the field.");
            }
        }
    }
}
