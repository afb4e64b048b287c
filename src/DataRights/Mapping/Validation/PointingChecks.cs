using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>
/// No row that stays is left pointing at a row that goes. Rows that stay are a person's own under an <c>anonymize</c> or
/// <c>retain</c> rule, and other people's rows that merely point there.
/// </summary>
internal static class PointingChecks
{
    public static void Run(DataMap map, MapFindings findings)
    {
        foreach (var collection in map.Collections.Where(c => !c.IsFiles))
        {
            for (var i = 0; i < collection.References.Count; i++)
            {
                var path = MapPath.Item(MapPath.Field(MapPath.Collection(collection.Name), "references"), i);
                var reference = collection.References[i];
                if (map.Collections.FirstOrDefault(c => c.Name == reference.To) is { } to && MayBeDeleted(to) && !findings.Within(path))
                {
                    Check(collection, to, reference, path, findings);
                }
            }
        }
    }

    private static bool MayBeDeleted(Collection collection) => collection.Deletion.Any(r => r.Treatment == Treatment.Delete);

    private static void Check(Collection collection, Collection to, Reference reference, string path, MapFindings findings)
    {
        if (!reference.Owns)
        {
            if (!reference.Detach && !reference.Via && !to.References.Any(back => back.LeadsBackBy(reference, collection)))
            {
                findings.Add(MapCodes.OthersLeftPointing, path,
                    $"Rows of other people may point at rows of '{reference.To}' that are deleted.",
                    "Add \"onDelete\": \"detach\"; or set \"owns\": true when a row here always belongs to the same person.");
            }

            return;
        }

        var rules = MapPath.Field(MapPath.Collection(collection.Name), "deletion");
        for (var i = 0; i < collection.Deletion.Count; i++)
        {
            var rule = collection.Deletion[i];
            var rulePath = findings.Has(MapPath.Item(rules, i)) ? MapPath.Item(rules, i) : rules;
            if (Keeps(rule) && !findings.Within(MapPath.Field(rulePath, "anonymize")) && !rule.Anonymize.Any(a => Replaces(a, reference)))
            {
                findings.Add(MapCodes.LeftPointing, rulePath,
                    $"Rows kept by this rule go on pointing, by {string.Join(", ", reference.Columns)}, at rows of '{reference.To}' that are deleted.",
                    $"Replace one of the columns: \"anonymize\": {{ \"{reference.Columns[0]}\": \"null\" }}.");
            }
        }
    }

    /// <summary>An <c>anonymize</c> without columns has a finding of its own.</summary>
    private static bool Keeps(DeletionRule rule) =>
        rule.Treatment == Treatment.Retain || (rule.Treatment == Treatment.Anonymize && rule.Anonymize.Count > 0);

    private static bool Replaces(ColumnAnonymizer anonymizer, Reference reference) =>
        anonymizer.Kind != AnonymizerKind.TruncateIp && reference.Columns.Contains(anonymizer.Column)
        && (anonymizer.Path is null || anonymizer.Path.Equals(reference.Path));
}
