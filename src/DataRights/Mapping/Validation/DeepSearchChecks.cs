using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>What is searched for can be told from everything else, and a search ends.</summary>
internal static class DeepSearchChecks
{
    public static void Run(DataMap map, MapFindings findings)
    {
        foreach (var identifier in map.Identifiers.Where(i => i is { Searchable: true, Type: IdentifierType.Integer } && !findings.Within(MapPath.Field("$.identifiers", i.Name))))
        {
            findings.Add(MapCodes.SearchableInteger, MapPath.Field(MapPath.Field("$.identifiers", identifier.Name), "searchable"),
                "A whole number stands in texts for anything, so finding it says nothing.", "Drop \"searchable\"; search for e-mail addresses, telephone numbers, UUIDs and long texts.");
        }

        if (map.DeepSearch is not { } search || findings.Within("$.verify"))
        {
            return;
        }

        if (!map.Identifiers.Any(i => i.Searchable) && !findings.Within("$.identifiers"))
        {
            findings.Add(MapCodes.VerifyNothing, "$.verify.deep", "No identifier is searchable, so there is nothing to search for.", "Add \"searchable\": true to an identifier, or drop \"verify\".");
        }

        if (search.RowsPerColumn < 1)
        {
            findings.Add(MapCodes.VerifyBounds, "$.verify.rowsPerColumn", "No row would be searched.", $"Write for instance {DeepSearchRule.DefaultRows}.");
        }

        if (search.TimePerColumn < TimeSpan.FromSeconds(1) || search.TimePerColumn > DeepSearchRule.LongestTime)
        {
            findings.Add(MapCodes.VerifyBounds, "$.verify.timePerColumn", "A column may take from one second to five minutes.", "Write for instance PT1M.");
        }
    }
}
