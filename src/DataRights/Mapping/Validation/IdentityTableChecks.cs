using DataRights.Mapping.Loading;
using DataRights.Sources;

namespace DataRights.Mapping.Validation;

/// <summary>An identity that a retention rule destroys with its raw rows is nobody's by the map, and all that refers to it can be asked.</summary>
internal static class IdentityTableChecks
{
    public static void Run(DataMap map, RetentionRule rule, string path, MapFindings findings)
    {
        for (var i = 0; i < rule.Identities.Count; i++)
        {
            Check(map, rule, rule.Identities[i], MapPath.Item(MapPath.Field(path, "identities"), i), findings);
        }
    }

    private static void Check(DataMap map, RetentionRule rule, IdentityTable identity, string path, MapFindings findings)
    {
        void Add(string field, string problem, string fix)
        {
            var at = MapPath.Field(path, field);
            findings.Add(MapCodes.RetentionIdentities, findings.Has(at) ? at : path, problem, fix);
        }

        if (identity.Column.Length > 0 && !rule.Person.Skip(1).Contains(identity.Column))
        {
            Add("column", $"'{identity.Column}' is not one of the ids that \"person\" names after the account.", "Name one of those.");
        }

        var from = SourceSchema.Normalize(identity.From);
        if (map.Retention.Any(r => r.Source == rule.Source && (SourceSchema.Normalize(r.From) == from || SourceSchema.Normalize(r.Into) == from)))
        {
            Add("from", $"The table '{identity.From}' holds a rule's raw rows or aggregates.", "Name the table of the identities.");
        }

        foreach (var collection in map.Collections.Where(c => c.Source == rule.Source && !c.IsFiles && SourceSchema.Normalize(c.From) == from))
        {
            if (collection.Root is not null)
            {
                Add("from", $"The collection '{collection.Name}' holds people, who are deleted by request.", "Name a table of devices, sessions or visitors.");
            }

            foreach (var owner in collection.References.Where(r => r.Owns && !r.Columns.All(identity.Accounts.Contains)))
            {
                Add("account", $"'{string.Join(", ", owner.Columns)}' ties a row of '{collection.Name}' to '{owner.To}'.", "List it, so that such a row stays.");
            }

            foreach (var other in map.Collections.Where(c => c.References.Any(r => r.To == collection.Name && (c.Source != rule.Source || c.IsFiles || r.Each || r.Path is not null || r.Compare != JoinTransform.None))))
            {
                Add("from", $"The collection '{other.Name}' refers to '{collection.Name}' in a way in which nobody can see whether an identity is still needed.", "Leave the table out, or refer to it by plain columns of the same database.");
            }
        }
    }
}
