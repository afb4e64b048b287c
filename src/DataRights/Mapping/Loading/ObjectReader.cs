using System.Text.RegularExpressions;
using DataRights.Mapping.Expressions;
using Newtonsoft.Json;

namespace DataRights.Mapping.Loading;

/// <summary>
/// Reads one object by its shape. Whatever is wrong is reported once, and a harmless value (an empty text, zero, the first
/// word) stands in for it, so that reading goes on and later checks can tell it from a real one.
/// </summary>
internal sealed partial class ObjectReader
{
    private readonly ObjectShape shape;
    private readonly MapFindings findings;
    private readonly Dictionary<string, MapNode> fields = new(StringComparer.Ordinal);

    public ObjectReader(MapNode node, ObjectShape shape, MapFindings findings)
    {
        this.shape = shape;
        this.findings = findings;
        Path = node.Path;
        if (node is not ObjectNode map)
        {
            WrongType<object>(node, "an object");
            return;
        }

        foreach (var field in map.Fields)
        {
            fields.Add(field.Name, field.Value);
            if (!shape.Fields.Contains(field.Name))
            {
                findings.AddAt(MapCodes.UnknownField, field.Value.Path, field.Offset,
                    $"There is no field '{field.Name}' here.", Suggestion.For(field.Name, shape.Fields, "fields"));
            }
        }

        foreach (var name in shape.Required.Where(name => !fields.ContainsKey(name)))
        {
            findings.Add(MapCodes.MissingField, MapPath.Field(Path, name), $"The field '{name}' is missing.", $"Add \"{name}\".");
        }
    }

    public string Path { get; }

    public int Line => findings.Line(Path);

    public bool Has(string name) => Get(name) is not null;

    public string Text(string name) => OptionalText(name) ?? "";

    public string? OptionalText(string name) => Get(name) is { } node ? TextOf(node) : null;

    /// <summary>A text made of letters, digits, '-' and '_' that begins with a letter.</summary>
    public string Name(string name)
    {
        var text = Text(name);
        if (text.Length > 0)
        {
            CheckName(text, MapPath.Field(Path, name));
        }

        return text;
    }

    public bool Flag(string name) => Get(name) switch
    {
        null => false,
        ScalarNode { Value: bool flag } => flag,
        var node => WrongType<bool>(node, "true or false"),
    };

    public int? Whole(string name) => Get(name) is { } node ? WholeOf(node) : null;

    public int? WholeOf(MapNode node) => node switch
    {
        ScalarNode { Kind: JsonToken.Integer, Value: long number } when number is > int.MinValue and < int.MaxValue => (int)number,
        _ => WrongType<int?>(node, "a whole number"),
    };

    public IsoDuration Duration(string name) => Parse(name, MapCodes.BadDuration, text => DurationReader.Parse(text));

    public T? Parse<T>(string name, string code, Func<string, T> parse) =>
        Get(name) is { } node ? ParseOf(node, code, parse) : default;

    public T? ParseOf<T>(MapNode node, string code, Func<string, T> parse)
    {
        if (TextOf(node) is not { Length: > 0 } text)
        {
            return default;
        }

        try
        {
            return parse(text);
        }
        catch (ExpressionException exception)
        {
            findings.AddInside(code, node, exception.Position, exception.Message, exception.Fix);
            return default;
        }
    }

    public T Word<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct => Get(name) is { } node ? WordOf(node, words) : default;

    public T WordOf<T>(MapNode node, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (TextOf(node) is not { Length: > 0 } text)
        {
            return default;
        }

        if (!words.TryGetValue(text, out var word))
        {
            findings.Add(MapCodes.UnknownWord, node.Path, $"'{text}' is not a word known here.", Suggestion.For(text, words.Keys, "words"));
        }

        return word;
    }

    /// <summary>A list of texts, not empty when it is there.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => TextOf(item) ?? "")];

    /// <summary>A list's items; an empty list is a finding.</summary>
    public IReadOnlyList<MapNode> Items(string name, bool mayBeEmpty = false)
    {
        if (Get(name) is not { } node)
        {
            return [];
        }

        if (node is not ListNode list)
        {
            WrongType<object>(node, "a list");
            return [];
        }

        ReportEmpty(node, list.Items.Count == 0 && !mayBeEmpty);
        return list.Items;
    }

    /// <summary>An object used as a dictionary; an empty one is a finding.</summary>
    public IReadOnlyList<MapField> Entries(string name)
    {
        if (Get(name) is not { } node)
        {
            return [];
        }

        if (node is not ObjectNode map)
        {
            WrongType<object>(node, "an object");
            return [];
        }

        ReportEmpty(node, map.Fields.Count == 0);
        return map.Fields;
    }

    /// <summary>The same, where the names must be fit for object names and archive paths.</summary>
    public IReadOnlyList<MapField> NamedEntries(string name)
    {
        var entries = Entries(name);
        foreach (var entry in entries)
        {
            CheckName(entry.Name, entry.Value.Path);
        }

        return entries;
    }

    public MapNode? Get(string name) =>
        shape.Fields.Contains(name)
            ? fields.GetValueOrDefault(name)
            : throw new InvalidOperationException($"The shape '{shape.Name}' has no field '{name}'.");

    public string? TextOf(MapNode node)
    {
        if (node is not ScalarNode { Value: string text })
        {
            return WrongType<string>(node, "a text");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            findings.Add(MapCodes.EmptyText, node.Path, "The text is empty.", "Write it, or leave the field out where it may be missing.");
            return "";
        }

        return text;
    }

    private void CheckName(string text, string path)
    {
        if (!NamePattern().IsMatch(text))
        {
            findings.Add(MapCodes.BadName, path, "The name holds characters that it may not, or is too long.",
                "Begin with a letter and use letters, digits, '-' and '_', at most 63 characters.");
        }
    }

    private void ReportEmpty(MapNode node, bool empty)
    {
        if (empty)
        {
            findings.Add(MapCodes.EmptyList, node.Path, "At least one entry is needed here.", "Add an entry, or leave the field out where it may be missing.");
        }
    }

    private T? WrongType<T>(MapNode node, string expected)
    {
        findings.Add(MapCodes.WrongType, node.Path, $"Expected {expected} but found {node.Noun}.", $"Write {expected}.");
        return default;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,62}\z")]
    private static partial Regex NamePattern();
}
