using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>A recipient that is told has a source of its own to be told by, and what it knows people by; nothing else uses such a source.</summary>
internal static class RecipientChecks
{
    /// <summary>A call must fit into the slice of work that it is made in.</summary>
    private static readonly TimeSpan LongestFreeze = TimeSpan.FromMinutes(5);

    private static readonly string[] TellingFields = ["identifiers", "confirmWithin", "confirm"];

    public static void Run(DataMap map, MapFindings findings)
    {
        var tells = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < map.Recipients.Count; i++)
        {
            Told(map, map.Recipients[i], tells, MapPath.Item("$.recipients", i), findings);
        }

        foreach (var source in map.Sources.Where(s => !findings.Within(MapPath.Field(MapPath.Field("$.sources", s.Name), "kind"))))
        {
            Source(map, source, MapPath.Field("$.sources", source.Name), findings);
        }

        Freeze(map, findings);
    }

    private static void Told(DataMap map, Recipient recipient, Dictionary<string, string> tells, string path, MapFindings findings)
    {
        var source = MapPath.Field(path, "source");
        if (recipient.Source is null)
        {
            foreach (var field in TellingFields.Select(f => MapPath.Field(path, f)).Where(findings.Has))
            {
                findings.Add(MapCodes.RecipientIncomplete, field, "This says how a recipient is told, but no source says where.",
                    "Add \"source\": a source of kind http; or drop the field and tell the recipient yourself.");
            }

            return;
        }

        if (NameChecks.Source(map, recipient.Source, source, findings) is { } told && told.Kind != SourceKind.Http)
        {
            findings.Add(MapCodes.RecipientSource, source, $"The source '{recipient.Source}' is a store, not somebody who can be told.", "Name a source of kind http.");
        }

        if (recipient.Source.Length > 0 && !tells.TryAdd(recipient.Source, recipient.Name))
        {
            findings.Add(MapCodes.RecipientSource, source, $"The source '{recipient.Source}' already tells '{tells[recipient.Source]}'.", "Give each recipient a source of its own.");
        }

        Identifiers(map, recipient.Identifiers, MapPath.Field(path, "identifiers"), "recipient", findings);
    }

    private static void Source(DataMap map, SourceRule source, string path, MapFindings findings)
    {
        var role = MapPath.Field(path, "role");
        if (source.Kind != SourceKind.Http)
        {
            if (findings.Has(role))
            {
                findings.Add(MapCodes.RecipientRole, role, "Only a source of kind http is a recipient.", "Drop the field.");
            }

            return;
        }

        if (!findings.Has(role))
        {
            findings.Add(MapCodes.RecipientRole, path, "A source of kind http needs the field 'role'.", "Add \"role\": \"recipient\".");
        }

        if (source.Backups is not null)
        {
            findings.Add(MapCodes.HoldsNoData, MapPath.Field(path, "backups"), "Nothing is known of a recipient's backups.", "Drop the field.");
        }

        if (map.Recipients.All(r => r.Source != source.Name) && !findings.Within("$.recipients"))
        {
            findings.Add(MapCodes.RecipientSource, path, $"No recipient is told by the source '{source.Name}'.", "Name it as the \"source\" of an entry of \"recipients\", or drop it.");
        }

        foreach (var collection in map.Collections.Where(c => c.Source == source.Name))
        {
            findings.Add(MapCodes.HoldsNoData, MapPath.Field(MapPath.Collection(collection.Name), "source"), "A recipient is told of deletions; nothing is read from it.", "Name a database or a store of files.");
        }
    }

    private static void Freeze(DataMap map, MapFindings findings)
    {
        if (map.Freeze is not { } freeze)
        {
            return;
        }

        SourceChecks.RequireName(freeze.Connection, "$.freeze.connection", findings);
        if (map.Sources.Any(s => s.Connection == freeze.Connection))
        {
            findings.Add(MapCodes.FreezeConnection, "$.freeze.connection", "A source is reached by this connection.", "Give the hook a connection of its own.");
        }

        if ((freeze.Within <= TimeSpan.Zero || freeze.Within > LongestFreeze) && !findings.Within("$.freeze.within"))
        {
            findings.Add(MapCodes.FreezeWithin, "$.freeze.within", "A call to the hook may take from one second to five minutes.", "Write for instance PT1M.");
        }

        Identifiers(map, freeze.Identifiers, "$.freeze.identifiers", "hook", findings);
    }

    private static void Identifiers(DataMap map, IReadOnlyList<string> names, string path, string whose, MapFindings findings)
    {
        if (names.Count == 0 && !findings.Within(path))
        {
            findings.Add(MapCodes.RecipientIncomplete, path, $"It is not said what the {whose} knows people by.", "Add \"identifiers\": only these are sent.");
        }

        var known = map.Identifiers.Select(i => i.Name).ToList();
        foreach (var name in names.Where(n => n.Length > 0 && known.Count > 0 && !known.Contains(n)))
        {
            findings.Add(MapCodes.UnknownIdentifier, path, $"There is no identifier '{name}'.", Suggestion.For(name, known, "identifiers"));
        }
    }
}
