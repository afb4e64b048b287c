using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;

namespace DataRights.Mapping.Loading;

/// <summary>
/// SHA-256, in lower-case hex, over the document with fields sorted by name, no whitespace, no comments and without
/// <c>$schema</c>: formatting does not change it, every word does.
/// </summary>
internal static class CanonicalHash
{
    public static string Of(MapNode root)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text) { StringEscapeHandling = StringEscapeHandling.EscapeNonAscii })
        {
            Write(root, writer);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString())));
    }

    private static void Write(MapNode node, JsonTextWriter writer)
    {
        switch (node)
        {
            case ObjectNode map:
                writer.WriteStartObject();
                foreach (var field in map.Fields.Where(f => node.Path != "$" || f.Name != "$schema").OrderBy(f => f.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    Write(field.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case ScalarNode scalar:
                writer.WriteValue(scalar.Value);
                break;
            default:
                throw new NotSupportedException($"'{node.GetType().Name}' has no canonical form.");
        }
    }
}
