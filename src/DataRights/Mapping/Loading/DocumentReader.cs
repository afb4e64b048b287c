using Newtonsoft.Json;

namespace DataRights.Mapping.Loading;

/// <summary>Reads JSON into nodes that know their place. Comments fall away; a field given twice is reported, the first one counts.</summary>
internal sealed class DocumentReader
{
    private readonly JsonTextReader reader;
    private readonly SourceText text;
    private readonly MapFindings findings;
    private int start;
    private int end;

    private DocumentReader(JsonTextReader reader, SourceText text, MapFindings findings)
    {
        this.reader = reader;
        this.text = text;
        this.findings = findings;
    }

    /// <summary>The document's root; null when it is not JSON, which is then a finding.</summary>
    public static MapNode? Read(string json, SourceText text, MapFindings findings)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        var document = new DocumentReader(reader, text, findings);
        try
        {
            return document.Document();
        }
        catch (JsonReaderException exception)
        {
            var message = exception.Message;
            var path = message.IndexOf(" Path '", StringComparison.Ordinal);
            var offset = text.Offset(exception.LineNumber, Math.Max(0, exception.LinePosition - 1));
            findings.AddAt(MapCodes.JsonSyntax, "$", offset, path < 0 ? message : message[..path],
                "Mend the JSON at this place; nothing after it was read.");
            return null;
        }
    }

    private MapNode? Document()
    {
        if (!Next())
        {
            findings.Add(MapCodes.JsonSyntax, "$", "The file is empty.", "Begin with an object: { \"name\": … }.");
            return null;
        }

        var root = Value("$");
        findings.Know(root, root.Offset);
        return Next() ? throw Unexpected() : root;
    }

    private MapNode Value(string path) => reader.TokenType switch
    {
        JsonToken.StartObject => Object(path),
        JsonToken.StartArray => List(path),
        JsonToken.String or JsonToken.Integer or JsonToken.Float or JsonToken.Boolean or JsonToken.Null =>
            new ScalarNode(path, start, reader.TokenType, reader.Value),
        _ => throw Unexpected(),
    };

    private ObjectNode Object(string path)
    {
        var offset = start;
        var fields = new Dictionary<string, MapField>(StringComparer.Ordinal);
        var order = new List<MapField>();
        while (NextOrThrow() != JsonToken.EndObject)
        {
            var name = (string)reader.Value!;
            var nameOffset = start;
            NextOrThrow();
            var fieldPath = MapPath.Field(path, name);
            if (fields.TryGetValue(name, out var first))
            {
                findings.AddAt(MapCodes.DuplicateField, fieldPath, nameOffset,
                    $"'{name}' stands here a second time; first on line {text.Place(first.Offset).Line}.", "Keep one of the two.");
                Skip();
                continue;
            }

            var field = new MapField(name, nameOffset, Value(fieldPath));
            findings.Know(field.Value, field.Value is ScalarNode ? field.Value.Offset : nameOffset);
            fields.Add(name, field);
            order.Add(field);
        }

        return new(path, offset, order);
    }

    private ListNode List(string path)
    {
        var offset = start;
        var items = new List<MapNode>();
        while (NextOrThrow() != JsonToken.EndArray)
        {
            var item = Value(MapPath.Item(path, items.Count));
            findings.Know(item, item.Offset);
            items.Add(item);
        }

        return new(path, offset, items);
    }

    private void Skip()
    {
        var depth = 0;
        do
        {
            depth += reader.TokenType switch
            {
                JsonToken.StartObject or JsonToken.StartArray or JsonToken.StartConstructor => 1,
                JsonToken.EndObject or JsonToken.EndArray or JsonToken.EndConstructor => -1,
                _ => 0,
            };
        }
        while (depth > 0 && NextOrThrow() != JsonToken.None);
    }

    private bool Next()
    {
        do
        {
            start = text.NextToken(end);
            if (!reader.Read())
            {
                return false;
            }

            end = text.Offset(reader.LineNumber, reader.LinePosition);
        }
        while (reader.TokenType == JsonToken.Comment);
        return true;
    }

    private JsonToken NextOrThrow() =>
        Next() ? reader.TokenType : throw new JsonReaderException("The file ends too early.", reader.Path, reader.LineNumber, reader.LinePosition, null);

    private JsonReaderException Unexpected() =>
        new($"'{reader.TokenType}' cannot stand here.", reader.Path, reader.LineNumber, reader.LinePosition, null);
}
