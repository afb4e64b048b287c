using System.Globalization;
using System.Text;

namespace DataRights.Tests.Export;

/// <summary>Reads our CSV by what its data package says, and by nothing that wrote it.</summary>
public static class CsvReading
{
    public static List<List<string>> Records(string text)
    {
        List<List<string>> records = [];
        List<string> record = [];
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when quoted && i + 1 < text.Length && text[i + 1] == '"':
                    field.Append(text[++i]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    End();
                    break;
                case '\r' when !quoted:
                    break;
                case '\n' when !quoted:
                    End();
                    records.Add(record);
                    record = [];
                    break;
                default:
                    field.Append(text[i]);
                    break;
            }
        }

        return records;

        void End()
        {
            record.Add(field.ToString());
            field.Clear();
        }
    }

    /// <summary>The value of a cell; null for a missing one.</summary>
    public static string? Value(string cell, bool escaped)
    {
        if (cell == "\\N")
        {
            return null;
        }

        var text = cell.Length > 1 && cell[^1] == 'N' && cell[..^1].All(c => c == '\\') ? cell[1..] : cell;
        return escaped ? Restored(text) : text;
    }

    /// <summary>Takes one apostrophe away before each character that would begin a formula where a cell could begin.</summary>
    private static string Restored(string text)
    {
        var result = new StringBuilder();
        var (begins, marks) = (true, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var c = rune.IsBmp ? (char)rune.Value : '\0';
            if (begins && c == '\'')
            {
                marks++;
                continue;
            }

            var isFormula = begins && c is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠';
            result.Append('\'', isFormula && marks > 0 && begins ? marks - 1 : marks).Append(rune);
            var ignored = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
            begins = c is ';' or '\t' or '\r' or '\n' || (begins && marks == 0 && ignored);
            marks = 0;
        }

        return result.Append('\'', marks).ToString();
    }
}
