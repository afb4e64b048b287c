namespace DataRights.Mapping.Loading;

/// <summary>Reads the whole map from its nodes; what cannot be read is a finding and leaves a harmless stand-in.</summary>
internal sealed class MapReader(MapFindings findings)
{
    public DataMap Read(MapNode root)
    {
        var map = new ObjectReader(root, MapShapes.Map, findings);
        map.OptionalText("$schema");
        var sources = map.NamedEntries("sources").Select(Source).ToList();
        var collections = new CollectionReader(findings, sources);
        return new DataMap
        {
            Name = map.Name("name"),
            Version = Version(map),
            Controller = Controller(map.Get("controller")),
            Clock = Clock(map.Get("clock")),
            Identifiers = [.. map.NamedEntries("identifiers").Select(Identifier)],
            Sources = sources,
            Collections = [.. map.NamedEntries("collections").Select(collections.Read)],
            Recipients = [.. map.Items("recipients", mayBeEmpty: true).Select(Recipient)],
            AutomatedDecisions = map.Has("automatedDecisions") ? [.. map.Items("automatedDecisions", mayBeEmpty: true).Select(AutomatedDecision)] : null,
            NotCovered = [.. map.Items("notCovered", mayBeEmpty: true).Select(NotCovered)],
            Retention = [.. map.Items("retention", mayBeEmpty: true).Select(new RetentionReader(findings).Read)],
            Freeze = Freeze(map.Get("freeze")),
            Caps = new CapReader(findings).Read(map.Get("caps")),
            DeepSearch = DeepSearch(map.Get("verify")),
            Hash = "",
        };
    }

    private int Version(ObjectReader map)
    {
        var version = map.Whole("version");
        if (version < 1)
        {
            findings.Add(MapCodes.VersionInvalid, "$.version", "The map's revision is not a whole number from 1 up.",
                "Write \"version\": 1, and count it up with every change.");
        }

        return version ?? 1;
    }

    private Controller Controller(MapNode? node)
    {
        if (node is null)
        {
            return new("", "", null, null);
        }

        var reader = new ObjectReader(node, MapShapes.Controller, findings);
        var policy = reader.Parse("policyUrl", MapCodes.BadUrl, WebAddress);
        return new(reader.Text("name"), reader.Text("contact"), policy, reader.OptionalText("complaintTo")) { Language = reader.Word("language", MapWords.Languages) };
    }

    private static string WebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? text
            : throw new Expressions.ExpressionException("This is not a web address.", "Write it in full, beginning with https://.", 0);

    private ClockRules Clock(MapNode? node)
    {
        if (node is null)
        {
            return new("", default, default, default);
        }

        var reader = new ObjectReader(node, MapShapes.Clock, findings);
        var clock = new ClockRules(reader.Text("regime"), reader.Duration("answerWithin"), reader.Duration("deletionGrace"), reader.Duration("archiveLifetime"));
        return clock with
        {
            Settle = reader.Has("settle") ? reader.Duration("settle") : clock.Settle,
            ArchiveDownloads = reader.Whole("archiveDownloads") ?? clock.ArchiveDownloads,
            ExportEvery = reader.Has("exportEvery") ? reader.Duration("exportEvery") : clock.ExportEvery,
        };
    }

    private IdentifierRule Identifier(MapField field)
    {
        var reader = new ObjectReader(field.Value, MapShapes.Identifier, findings);
        return new(field.Name, reader.Word("type", MapWords.IdentifierTypes), reader.Flag("searchable"));
    }

    private SourceRule Source(MapField field)
    {
        var reader = new ObjectReader(field.Value, MapShapes.Source, findings);
        IsoDuration? backups = reader.Has("backups") ? reader.Duration("backups") : null;
        reader.Word("role", MapWords.SourceRoles);
        return new(field.Name, reader.Word("kind", MapWords.SourceKinds), reader.Text("connection"), reader.OptionalText("container"), backups, reader.Line)
        {
            Title = reader.OptionalText("title"),
        };
    }

    private Recipient Recipient(MapNode node)
    {
        var reader = new ObjectReader(node, MapShapes.Recipient, findings);
        return new(reader.Text("name"), reader.Text("purpose"), reader.OptionalText("country"), reader.OptionalText("safeguards"))
        {
            Source = reader.OptionalText("source"),
            Identifiers = reader.Texts("identifiers"),
            ConfirmWithin = reader.Has("confirmWithin") ? reader.Duration("confirmWithin") : Mapping.Recipient.DefaultConfirmWithin,
            Confirm = reader.Word("confirm", MapWords.Confirmations),
        };
    }

    private FreezeRule? Freeze(MapNode? node)
    {
        if (node is null)
        {
            return null;
        }

        var reader = new ObjectReader(node, MapShapes.Freeze, findings);
        var within = reader.Has("within") ? reader.Duration("within").After(DateTimeOffset.UnixEpoch) - DateTimeOffset.UnixEpoch : TimeSpan.FromMinutes(1);
        return new(reader.Text("connection"), reader.Texts("identifiers"), within);
    }

    private DeepSearchRule? DeepSearch(MapNode? node)
    {
        if (node is null)
        {
            return null;
        }

        var reader = new ObjectReader(node, MapShapes.Verify, findings);
        var rows = reader.Whole("rowsPerColumn") ?? DeepSearchRule.DefaultRows;
        var time = reader.Has("timePerColumn") ? reader.Duration("timePerColumn").After(DateTimeOffset.UnixEpoch) - DateTimeOffset.UnixEpoch : DeepSearchRule.DefaultTime;
        return reader.Flag("deep") ? new(rows, time) : null;
    }

    private AutomatedDecision AutomatedDecision(MapNode node)
    {
        var reader = new ObjectReader(node, MapShapes.AutomatedDecision, findings);
        return new(reader.Text("what"), reader.Text("logic"), reader.Text("consequences"));
    }

    private NotCovered NotCovered(MapNode node)
    {
        var reader = new ObjectReader(node, MapShapes.NotCovered, findings);
        return new(reader.Text("what"), reader.Text("access"), reader.Text("deletion"));
    }
}
