using System.Globalization;
using System.Text;

namespace DataRights.Samples.Import;

/// <summary>Turns a cell of CSV back into the value it was written from, as the data package's description says.</summary>
internal static class CsvValue
{
    /// <summary>The exact value; null for a missing one.</summary>
    public static string? Of(string cell, PartDescription part)
    {
        if (cell == part.MissingValue)
        {
            return null;
        }

        // A text that looks like the word for a missing value has one backslash more than it had.
        if (cell.Length > 2 && cell[^1] == 'N' && cell.AsSpan(0, cell.Length - 1).IndexOfAnyExcept('\\') < 0)
        {
            return cell[1..];
        }

        return part.Escaped && cell.Contains('\'', StringComparison.Ordinal) ? WithoutMarks(cell) : cell;
    }

    /// <summary>Takes one apostrophe away before each character that would begin a formula where a cell could begin.</summary>
    private static string WithoutMarks(string text)
    {
        var result = new StringBuilder(text.Length);
        var begins = true;
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (begins && rune.Value == '\'')
            {
                marks++;
                continue;
            }

            result.Append('\'', rune.Value is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' ? Math.Max(0, marks - 1) : marks).Append(rune);
            begins = rune.Value is ';' or '\t' or '\r' or '\n' || (begins && marks == 0 && IsIgnored(rune));
            marks = 0;
        }

        return result.Append('\'', marks).ToString();
    }

    private static bool IsIgnored(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
