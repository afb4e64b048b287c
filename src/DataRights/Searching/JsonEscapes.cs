using System.Globalization;
using System.Text;

namespace DataRights.Searching;

/// <summary>Undoes the escapes of JSON strings wherever they stand, so that <c>\nann@x.org</c> is a line break and an address. What is no escape stays.</summary>
internal static class JsonEscapes
{
    public static string Undo(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
            }
            else if (text[i + 1] == 'u' && i + 6 <= text.Length && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 5;
            }
            else
            {
                plain.Append(text[++i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other });
            }
        }

        return plain.ToString();
    }
}
