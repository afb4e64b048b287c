using Newtonsoft.Json;

namespace DataRights.Mapping.Loading;

/// <summary>Reads how a kept column is coarsened: a word, or an object with the one field that says it more closely.</summary>
internal sealed class LevelReader(MapFindings findings)
{
    private const string Fix = "Write a word such as as-is, or one of { \"bands\": [..] }, { \"route\": [..] }, { \"only\": [..] }, { \"groups\": {..} }, { \"truncate-ip\": [24, 48] }.";

    public KeptColumn Read(ObjectReader rule, MapField field)
    {
        if (field.Value is not ObjectNode node)
        {
            return new KeptColumn(field.Name, rule.WordOf(field.Value, MapWords.Generalizations));
        }

        var reader = new ObjectReader(node, MapShapes.Level, findings);
        var given = MapShapes.Level.Fields.Where(reader.Has).ToList();
        if (given.Count != 1)
        {
            Bad(node.Path, "A column is coarsened in exactly one way.", Fix);
            return new KeptColumn(field.Name, Generalization.Drop);
        }

        return given[0] switch
        {
            "bands" => new KeptColumn(field.Name, Generalization.Bands) { Edges = Edges(reader) },
            "route" => new KeptColumn(field.Name, Generalization.Route) { Values = Templates(reader) },
            "only" => new KeptColumn(field.Name, Generalization.Only) { Values = Distinct(reader.Items("only"), reader) },
            "groups" => new KeptColumn(field.Name, Generalization.Groups) { Groups = Groups(reader) },
            _ => Truncated(reader, field.Name),
        };
    }

    /// <summary>A number that is not beyond all measure; null is a finding.</summary>
    public decimal? Number(MapNode node)
    {
        var number = node is ScalarNode { Kind: JsonToken.Integer or JsonToken.Float, Value: IConvertible value } ? Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) : double.NaN;
        if (Math.Abs(number) <= 1e15)
        {
            return (decimal)number;
        }

        findings.Add(MapCodes.WrongType, node.Path, "Expected a number of at most fifteen digits.", "Write a number.");
        return null;
    }

    private List<decimal> Edges(ObjectReader reader)
    {
        var items = reader.Items("bands");
        var edges = items.Select(Number).OfType<decimal>().ToList();
        for (var i = 1; i < edges.Count && edges.Count == items.Count; i++)
        {
            if (edges[i] <= edges[i - 1])
            {
                Bad(items[i].Path, "An edge is not above the one before.", "Write the edges from the lowest to the highest, each once: [0, 10, 100].");
            }
        }

        return edges;
    }

    private List<string> Templates(ObjectReader reader)
    {
        var items = reader.Items("route");
        var templates = Distinct(items, reader);
        foreach (var item in items.Where(i => i is ScalarNode { Value: string text } && text.Length > 0 && !IsTemplate(text)))
        {
            Bad(item.Path, "This is no template of a path.", "Begin with '/', write {} for a part that varies, and neither '?', '#' nor a slash at the end: /courses/{}/lessons/{}.");
        }

        return templates;
    }

    private static bool IsTemplate(string text) => text == "/" || (text[0] == '/' && text.IndexOfAny(['?', '#', '\n']) < 0
        && text[1..].Split('/').All(part => part == "{}" || (part.Length > 0 && !part.Contains('{', StringComparison.Ordinal) && !part.Contains('}', StringComparison.Ordinal))));

    private Dictionary<string, IReadOnlyList<string>> Groups(ObjectReader reader)
    {
        var groups = new Dictionary<string, IReadOnlyList<string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in reader.Entries("groups"))
        {
            if (field.Value is not ListNode { Items.Count: > 0 } list)
            {
                findings.Add(field.Value is ListNode ? MapCodes.EmptyList : MapCodes.WrongType, field.Value.Path, "A group needs the list of its values.", "Write for instance \"Bavaria\": [\"Munich\", \"Nuremberg\"].");
                continue;
            }

            groups[field.Name] = [.. list.Items.Select(i => Once(i, seen, reader)).OfType<string>()];
        }

        return groups;
    }

    private KeptColumn Truncated(ObjectReader reader, string name)
    {
        var items = reader.Items("truncate-ip");
        var bits = items.Select(Number).ToList();
        if (bits is [{ } four, { } six])
        {
            // Longer ones would be a household's, or a machine's.
            if (four is >= 8 and <= 24 && six is >= 16 and <= 48 && four % 1 == 0 && six % 1 == 0)
            {
                return new KeptColumn(name, Generalization.TruncateIp) { Bits4 = (int)four, Bits6 = (int)six };
            }
        }
        else if (bits.Contains(null))
        {
            return new KeptColumn(name, Generalization.TruncateIp);
        }

        Bad(MapPath.Field(reader.Path, "truncate-ip"), "These are no lengths of networks.", "Write the bits kept of IPv4, from 8 to 24, and of IPv6, from 16 to 48: [24, 48].");
        return new KeptColumn(name, Generalization.TruncateIp);
    }

    private List<string> Distinct(IReadOnlyList<MapNode> items, ObjectReader reader)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. items.Select(i => Once(i, seen, reader)).OfType<string>()];
    }

    private string? Once(MapNode item, HashSet<string> seen, ObjectReader reader)
    {
        if (reader.TextOf(item) is not { Length: > 0 } text)
        {
            return null;
        }

        if (!seen.Add(text))
        {
            Bad(item.Path, $"'{text}' stands here a second time.", "Keep one of the two.");
        }

        return text;
    }

    private void Bad(string path, string message, string fix) => findings.Add(MapCodes.BadLevel, path, message, fix);
}
