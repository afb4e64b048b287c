using DataRights.Mapping.Loading;
using DataRights.Retention;
using DataRights.Sources;

namespace DataRights.Mapping.Validation;

/// <summary>A retention rule reads one database's raw rows, writes somewhere else, and publishes nothing that names a person.</summary>
internal static class RetentionChecks
{
    private const int FewestPeople = 2;

    // Whatever a rule says, its table of aggregates has these.
    private static readonly HashSet<string> Taken = new(["period", "residual", "people"], StringComparer.OrdinalIgnoreCase);

    public static void Run(DataMap map, MapFindings findings)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var tables = map.Collections.Where(c => !c.IsFiles).Select(c => (c.Source, SourceSchema.Normalize(c.From))).ToHashSet();
        for (var i = 0; i < map.Retention.Count; i++)
        {
            var rule = map.Retention[i];
            var path = MapPath.Item("$.retention", i);
            if (rule.Name.Length > 0 && !names.Add(rule.Name))
            {
                findings.Add(MapCodes.RetentionName, MapPath.Field(path, "name"), $"Another rule is called '{rule.Name}': their watermarks would be the same.", "Give each rule its own name.");
            }

            Place(map, rule, path, findings);
            Into(rule, tables, path, findings);
            People(rule, path, findings);
            Columns(rule, path, findings);
            Bounds(rule, path, findings);
            IdentityTableChecks.Run(map, rule, path, findings);
        }

        Shared(map, findings);
    }

    private static void Place(DataMap map, RetentionRule rule, string path, MapFindings findings)
    {
        var source = NameChecks.Source(map, rule.Source, MapPath.Field(path, "source"), findings);
        if (rule.Partitions == PartitionTreatment.Drop && source is { Kind: SourceKind.Sqlite })
        {
            findings.Add(MapCodes.RetentionPartitions, MapPath.Field(path, "partitions"), $"The source '{rule.Source}' is a SQLite database, which has no partitions.", "Leave it out.");
        }

        if (source is not null && !source.Kind.HoldsRows())
        {
            findings.Add(MapCodes.RetentionSource, MapPath.Field(path, "source"), $"The source '{rule.Source}' holds {(source.Kind.HoldsFiles() ? "files" : "nothing that can be read")}.", "Name a database.");
        }

        foreach (var (field, name) in new[] { ("zone", rule.Zone), ("zoneless", rule.Zoneless ?? "") })
        {
            if (name.Length > 0 && !(TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId))
            {
                findings.Add(MapCodes.UnknownZone, MapPath.Field(path, field), $"There is no time zone '{name}'.", "Write an IANA name such as UTC or Europe/Berlin.");
            }
        }

        if (rule.Window.IsZero && !findings.Within(path))
        {
            findings.Add(MapCodes.BadDuration, MapPath.Field(path, "window"), "Rows would be destroyed as soon as their day is over.", "Write for instance P90D.");
        }
    }

    private static void Into(RetentionRule rule, HashSet<(string Source, string Table)> taken, string path, MapFindings findings)
    {
        var into = SourceSchema.Normalize(rule.Into);
        if (rule.Into.Length > 0 && (into == SourceSchema.Normalize(rule.From) || !taken.Add((rule.Source, into))))
        {
            findings.Add(MapCodes.RetentionInto, MapPath.Field(path, "into"), $"The table '{rule.Into}' already serves as raw rows, a collection or another rule's aggregates.",
                "Name a table of its own; it is created when missing.");
        }
    }

    private static void People(RetentionRule rule, string path, MapFindings findings)
    {
        if (rule.MinimumPeople < FewestPeople && findings.Has(MapPath.Field(path, "minimumPeople")) && !findings.Within(MapPath.Field(path, "minimumPeople")))
        {
            findings.Add(MapCodes.MinimumPeople, MapPath.Field(path, "minimumPeople"), "A published cell could be a single person's.", $"Write at least {FewestPeople}; 10 is usual.");
        }

        foreach (var kept in rule.Keep.Where(k => rule.Person.Contains(k.Column)))
        {
            findings.Add(MapCodes.RetentionPersonKept, MapPath.Field(MapPath.Field(path, "keep"), kept.Column), $"'{kept.Column}' names a person, so it cannot be published.", "Drop it from \"keep\".");
        }
    }

    private static void Columns(RetentionRule rule, string path, MapFindings findings)
    {
        NameChecks.Repeated(rule.Person, MapPath.Field(path, "person"), findings);
        foreach (var name in rule.Keep.Select(k => ("keep", k.Column)).Concat(rule.Measures.Where(m => m is not { Kind: MeasureKind.People, Name: "people" }).Select(m => ("measures", m.Name))).Where(n => Taken.Contains(n.Item2)))
        {
            findings.Add(MapCodes.RetentionColumnTwice, MapPath.Field(MapPath.Field(path, name.Item1), name.Item2),
                $"The table of aggregates has a column '{name.Item2}' of its own.", "Give the measure another name, or leave the column out.");
        }

        if (rule.Keep.Any(k => k.Column == rule.Time && k.Level == Generalization.AsIs))
        {
            findings.Add(MapCodes.RetentionTimeKept, MapPath.Field(MapPath.Field(path, "keep"), rule.Time), "Kept as it is, a time is different in nearly every row: nothing would be published.", "Write hour, day, week or month.");
        }

        foreach (var measure in rule.Measures.Where(m => rule.Keep.Any(k => k.Column.Equals(m.Name, StringComparison.OrdinalIgnoreCase))))
        {
            findings.Add(MapCodes.RetentionColumnTwice, MapPath.Field(MapPath.Field(path, "measures"), measure.Name),
                $"'{measure.Name}' is also a kept column: the table of aggregates would have it twice.", "Give the measure another name.");
        }
    }

    private static void Bounds(RetentionRule rule, string path, MapFindings findings)
    {
        foreach (var clamp in rule.Clamps.Where(c => rule.Measures.All(m => m.Column != c.Column)))
        {
            findings.Add(MapCodes.RetentionBound, MapPath.Field(MapPath.Field(path, "clamp"), clamp.Column), $"No measure takes '{clamp.Column}'.", "Name a column of a sum or an average.");
        }

        foreach (var sensitive in rule.Sensitive.Where(s => rule.Person.Contains(s.Column)))
        {
            findings.Add(MapCodes.RetentionBound, MapPath.Field(MapPath.Field(path, "sensitive"), sensitive.Column), $"'{sensitive.Column}' names a person, so it is never published.", "Name a column that says something about people.");
        }
    }

    private static void Shared(DataMap map, MapFindings findings)
    {
        foreach (var group in RetentionGroup.In(map).Where(g => g.Rules.Count > 1))
        {
            var path = MapPath.Item("$.retention", IndexOf(map, group.Rules[^1]));
            if (RetentionSharing.Problem(group) is { } shared && !findings.Within(path))
            {
                path = MapPath.Item("$.retention", IndexOf(map, shared.Rule));
                findings.Add(MapCodes.RetentionShared, MapPath.Field(path, shared.Field), shared.Problem, shared.Fix);
            }
        }
    }

    private static int IndexOf(DataMap map, RetentionRule rule) => map.Retention.ToList().FindIndex(r => ReferenceEquals(r, rule));
}
