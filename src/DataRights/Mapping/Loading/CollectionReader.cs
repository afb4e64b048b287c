using DataRights.Mapping.Expressions;

namespace DataRights.Mapping.Loading;

/// <summary>Reads a collection: a table, or the files under a prefix, as its source's kind says.</summary>
internal sealed class CollectionReader(MapFindings findings, IReadOnlyList<SourceRule> sources)
{
    private static readonly IReadOnlyList<string> FileKey = ["name"];
    private static readonly string[] TableFields = ["key", "columns"];

    public Collection Read(MapField field)
    {
        var reader = new ObjectReader(field.Value, MapShapes.Collection, findings);
        var source = reader.Text("source");
        var kind = KindOf(source);
        var match = reader.Has("match") ? reader.Word("match", MapWords.FileMatches) : FileMatch.Prefix;
        var files = kind is { } known && known.HoldsFiles()
            ? reader.Parse("from", MapCodes.BadPrefix, text => FileSelectorParser.Parse(text, match)) ?? new FileSelector(match, "", [])
            : null;
        if (kind is not null && files is null)
        {
            reader.Parse("from", MapCodes.BadTable, TableName.Parse);
            RequireTableFields(reader);
        }

        var key = reader.Texts("key");
        return new Collection
        {
            Name = field.Name,
            Source = source,
            From = reader.Text("from"),
            Key = files is not null && !reader.Has("key") ? FileKey : key,
            Root = Root(reader, key),
            Protected = reader.Parse("protected", MapCodes.BadCondition, PredicateParser.Parse),
            Caps = new CapReader(findings).ReadOwn(reader.Get("caps"), files is not null),
            Files = files,
            Description = reader.OptionalText("description"),
            Purpose = reader.OptionalText("purpose"),
            Basis = reader.OptionalText("basis"),
            KeptFor = reader.OptionalText("keptFor"),
            ObtainedFrom = reader.OptionalText("obtainedFrom"),
            Columns = [.. reader.Entries("columns").Select(Column)],
            References = [.. reader.Items("references", mayBeEmpty: true).Select(Reference)],
            Author = Author(reader),
            Shared = reader.Has("shared") ? reader.Word("shared", MapWords.SharedRows) : SharedRows.Export,
            Deletion = Deletion(reader),
            Triggers = [.. reader.Entries("triggers").Select(e => new KnownTrigger(e.Name, reader.TextOf(e.Value) ?? "", findings.Line(e.Value.Path)))],
            Line = findings.Line(field.Value.Path),
        };
    }

    /// <summary>Null when the source is unknown: then nothing is said that depends on its kind.</summary>
    private SourceKind? KindOf(string source) =>
        findings.Within(MapPath.Field(MapPath.Field("$.sources", source), "kind"))
            ? null
            : sources.FirstOrDefault(s => s.Name == source)?.Kind;

    private void RequireTableFields(ObjectReader reader)
    {
        foreach (var name in TableFields.Where(name => !reader.Has(name)))
        {
            findings.Add(MapCodes.MissingField, MapPath.Field(reader.Path, name), $"A table needs the field '{name}'.",
                name == "key" ? "Add \"key\": the columns that tell one row from another." : "Add \"columns\": every column of the table, { } where there is nothing to say.");
        }
    }

    private static RootRule? Root(ObjectReader reader, IReadOnlyList<string> key)
    {
        var rootKey = reader.Texts("rootKey");
        if (!reader.Has("root"))
        {
            return null;
        }

        var identifiers = reader.Entries("root").Select(e => new RootIdentifier(e.Name, reader.TextOf(e.Value) ?? ""));
        return new([.. rootKey.Count > 0 ? rootKey : key], [.. identifiers]);
    }

    private ColumnRule Column(MapField field)
    {
        if (string.IsNullOrWhiteSpace(field.Name) || field.Name.Any(char.IsControl))
        {
            findings.Add(MapCodes.BadName, field.Value.Path, "This cannot be a column's name.", "Write the column's name as the database spells it.");
        }

        var reader = new ObjectReader(field.Value, MapShapes.Column, findings);
        return new(field.Name, reader.OptionalText("category"), reader.Word("origin", MapWords.Origins), reader.Word("export", MapWords.Exports),
            reader.OptionalText("because"), findings.Line(field.Value.Path))
        {
            About = reader.Word("about", MapWords.Abouts),
            Names = reader.OptionalText("names") is { Length: > 0 } names ? NamedPerson.Parse(names) : null,
        };
    }

    private AuthorRule? Author(ObjectReader collection)
    {
        if (collection.Get("author") is not { } node)
        {
            return null;
        }

        var reader = new ObjectReader(node, MapShapes.Author, findings);
        return new(reader.Texts("columns"), reader.Text("to"), reader.Texts("toColumns"), reader.Line);
    }

    private Reference Reference(MapNode node)
    {
        var reader = new ObjectReader(node, MapShapes.Reference, findings);
        return new Reference
        {
            Columns = reader.Texts("columns"),
            To = reader.Text("to"),
            ToColumns = reader.Texts("toColumns"),
            Owns = reader.Flag("owns"),
            Via = reader.Flag("via"),
            Each = reader.Flag("each"),
            Path = reader.Parse("path", MapCodes.BadPath, JsonPathParser.Parse),
            Compare = reader.Word("compare", MapWords.Transforms),
            Where = reader.Parse("where", MapCodes.BadCondition, PredicateParser.Parse),
            ToWhere = reader.Parse("toWhere", MapCodes.BadCondition, PredicateParser.Parse),
            Detach = reader.Word("onDelete", MapWords.DeleteActions),
            Line = reader.Line,
        };
    }

    private IReadOnlyList<DeletionRule> Deletion(ObjectReader reader) => reader.Get("deletion") switch
    {
        null => [],
        ListNode => [.. reader.Items("deletion").Select(Rule)],
        var node => [Rule(node)],
    };

    private DeletionRule Rule(MapNode node)
    {
        var reader = new ObjectReader(node, MapShapes.DeletionRule, findings);
        return new DeletionRule
        {
            When = reader.Parse("when", MapCodes.BadCondition, PredicateParser.Parse),
            Treatment = reader.Word("treatment", MapWords.Treatments),
            Law = reader.OptionalText("law"),
            Until = reader.Parse("until", MapCodes.BadUntil, UntilParser.Parse),
            Anonymize = [.. reader.Entries("anonymize").SelectMany(e => Anonymizers(reader, e))],
            Line = reader.Line,
        };
    }

    /// <summary>A column's replacement, or one for each of the fields of the JSON in it.</summary>
    private IEnumerable<ColumnAnonymizer> Anonymizers(ObjectReader reader, MapField field)
    {
        if (field.Value is not ObjectNode fields)
        {
            return reader.ParseOf(field.Value, MapCodes.BadAnonymizer, text => AnonymizerParser.Parse(field.Name, text)) is { } whole ? [whole] : [];
        }

        if (fields.Fields.Count == 0)
        {
            findings.Add(MapCodes.EmptyList, field.Value.Path, "At least one entry is needed here.", "Add a path and its replacement, as in { \"$.name\": \"null\" }.");
        }

        return fields.Fields.Select(f => JsonAnonymizer(reader, field.Name, f)).OfType<ColumnAnonymizer>();
    }

    private ColumnAnonymizer? JsonAnonymizer(ObjectReader reader, string column, MapField field)
    {
        try
        {
            var path = JsonPathParser.Parse(field.Name);
            return reader.ParseOf(field.Value, MapCodes.BadAnonymizer, text => AnonymizerParser.Parse(column, text)) is { } replaced ? replaced with { Path = path } : null;
        }
        catch (ExpressionException exception)
        {
            findings.Add(MapCodes.BadPath, field.Value.Path, exception.Message, exception.Fix);
            return null;
        }
    }
}
