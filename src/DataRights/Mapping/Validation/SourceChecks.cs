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
            RequireName(source.Connection, MapPath.Field(path, "connection"), findings);

            if (findings.Within(MapPath.Field(path, "kind")))
            {
                continue;
            }

            if (source.Container is not null && !source.Kind.HoldsFiles())
            {
                findings.Add(MapCodes.OnlyForFiles, MapPath.Field(path, "container"), "Only stores of files have a container.", "Drop the field.");
            }

            if (source.Container is null && source.Kind == SourceKind.Blobs)
            {
                findings.Add(MapCodes.MissingField, MapPath.Field(path, "container"), "Blobs need the field 'container'.", "Add \"container\": the name of the blob container.");
            }
        }
    }
    /// <summary>Reports a connection that is given away where its setting's name should stand.</summary>
    public static void RequireName(string connection, string path, MapFindings findings)
    {
        if (connection.AsSpan().IndexOfAny("=;/\\ ") >= 0)
        {
            findings.Add(MapCodes.ConnectionNotAName, path,
                "This looks like a connection itself, and may hold a secret.",
                "Write the name of the setting that holds the connection, and change the secret if it was shared.");
        }
    }
}
