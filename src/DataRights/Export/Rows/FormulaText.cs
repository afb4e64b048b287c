using System.Buffers;
using System.Globalization;
using System.Text;

namespace DataRights.Export.Rows;

/// <summary>
/// Finds where a spreadsheet could take a text (UTF-8) for a formula, and puts an apostrophe there. A formula begins with
/// =, +, - or @ (full-width too) at the start of a cell. A cell begins where the text does, and, since a spreadsheet may split at
/// other places than we do, after a semicolon, tab or line break; what it does not show or trims may come before, and so may
/// apostrophes, so that a text which had one keeps it.
/// </summary>
internal static class FormulaText
{
    private static readonly SearchValues<byte> Separators = SearchValues.Create(";\t\r\n"u8);

    /// <summary>Where the next formula begins in a text that is looked at from there on; negative when there is none.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="from">Zero, or one past the place before.</param>
    /// <param name="inJson">
    /// In JSON only strings can hold what somebody typed. They begin with a quote and have no bare tabs or line breaks; between
    /// them a line break may stand before a number, which must stay one.
    /// </param>
    public static int Next(ReadOnlySpan<byte> text, int from, bool inJson)
    {
        var begins = from == 0 && !inJson;
        while (true)
        {
            if (!begins)
            {
                var next = inJson ? text[from..].IndexOf((byte)';') : text[from..].IndexOfAny(Separators);
                if (next < 0)
                {
                    return -1;
                }

                from += next + 1;
            }

            from = Skip(text, from);
            if (IsFormula(text[from..]))
            {
                return from;
            }

            begins = false;
        }
    }

    /// <summary>Appends the text with the apostrophes.</summary>
    public static void Escape(ReadOnlySpan<byte> text, bool inJson, RowBuffer to)
    {
        var done = 0;
        for (var at = Next(text, 0, inJson); at >= 0; at = Next(text, at + 1, inJson))
        {
            to.Append(text[done..at]);
            to.Append("'"u8);
            done = at;
        }

        to.Append(text[done..]);
    }

    private static int Skip(ReadOnlySpan<byte> text, int from)
    {
        while (from < text.Length && Rune.DecodeFromUtf8(text[from..], out var rune, out var length) == OperationStatus.Done
            && (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format))
        {
            from += length;
        }

        while (from < text.Length && text[from] == (byte)'\'')
        {
            from++;
        }

        return from;
    }

    private static bool IsFormula(ReadOnlySpan<byte> text) =>
        text is [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@', ..] or [0xEF, 0xBC, 0x9D or 0x8B or 0x8D, ..] or [0xEF, 0xBC, 0xA0, ..];
}
