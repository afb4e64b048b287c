using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>
/// Rows that people are merely members of, through a link table or a list of ids, are let go of and never destroyed; nothing
/// becomes a person's by hanging on them; and the map says of each of their columns whether the person sees it.
/// </summary>
internal static class MembershipChecks
{
    public static void Run(DataMap map, MapFindings findings)
    {
        foreach (var collection in map.Collections.Where(c => c.References.Any(r => r.IsMembership)))
        {
            var path = MapPath.Collection(collection.Name);
            if (findings.Within(MapPath.Field(path, "references")))
            {
                continue;
            }

            if (collection.Root is null && !collection.References.Any(r => r.Owns && !r.IsMembership))
            {
                Treatments(collection, MapPath.Field(path, "deletion"), findings);
            }

            Hangers(map, collection, findings);
            Export(collection, MapPath.Field(path, "columns"), findings);
        }
    }

    private static void Treatments(Collection collection, string rules, MapFindings findings)
    {
        for (var i = 0; i < collection.Deletion.Count; i++)
        {
            var path = findings.Has(MapPath.Item(rules, i)) ? MapPath.Item(rules, i) : rules;
            if ((collection.Deletion[i].Treatment != Treatment.Detach || collection.Deletion[i].Anonymize.Count > 0) && !findings.Within(path))
            {
                findings.Add(MapCodes.MembershipTreatment, path,
                    $"Rows of '{collection.Name}' are other people's too: who leaves neither destroys nor changes them.",
                    "Write \"deletion\": { \"treatment\": \"detach\" }; or add a reference with \"owns\": true to the person whose own the rows are.");
            }
        }
    }

    /// <summary>What hangs on such a row would become everybody's who is a member.</summary>
    private static void Hangers(DataMap map, Collection collection, MapFindings findings)
    {
        foreach (var child in map.Collections)
        {
            for (var i = 0; i < child.References.Count; i++)
            {
                if (child.References[i].IsWalked && child.References[i].To == collection.Name)
                {
                    var reference = MapPath.Item(MapPath.Field(MapPath.Collection(child.Name), "references"), i);
                    findings.Add(MapCodes.MembershipOwns, MapPath.Field(reference, child.References[i].Owns ? "owns" : "via"),
                        $"Rows of '{child.Name}' would be the person's because the person is a member of a row of '{collection.Name}'; they are other people's.",
                        "Set \"owns\": false, and let the rows belong to the person who made them by a reference of their own.");
                }
            }

            if (child.Files?.Collection == collection.Name)
            {
                findings.Add(MapCodes.MembershipOwns, MapPath.Field(MapPath.Collection(child.Name), "from"),
                    $"Files of '{child.Name}' would be the person's because the person is a member of a row of '{collection.Name}'; they are other people's.",
                    "Pick the files by a column of rows that belong to one person.");
            }
        }
    }

    private static void Export(Collection collection, string columns, MapFindings findings)
    {
        foreach (var column in collection.Columns)
        {
            var path = MapPath.Field(columns, column.Name);
            if (!findings.Has(MapPath.Field(path, "export")) && !findings.Within(path))
            {
                findings.Add(MapCodes.MembershipExport, path,
                    $"It is not said whether the person sees '{column.Name}' of rows that are other people's too.",
                    "Add \"export\": \"include\", or \"omit\" with a \"because\".");
            }
        }
    }
}
