using System.Buffers;

namespace DataRights.Export.Rows;

/// <summary>Cells of CSV (RFC 4180), as UTF-8.</summary>
internal static class CsvText
{
    /// <summary>
    /// The word for null. Table Schema cannot tell a quoted empty cell from a bare one, but a word it can; this one is what
    /// databases' loaders know. It is never quoted, so those that look at the quotes need no more.
    /// </summary>
    public const string MissingValue = "\\N";

    private static readonly SearchValues<byte> Special = SearchValues.Create(",;\"\t\r\n"u8);

    public static ReadOnlySpan<byte> MissingBytes => "\\N"u8;

    /// <summary>Whether a text is the word for null, or that with more backslashes: such texts get one more, so that all stay apart.</summary>
    public static bool IsMissingLike(ReadOnlySpan<byte> text) =>
        text.Length > 1 && text[^1] == (byte)'N' && text[..^1].IndexOfAnyExcept((byte)'\\') < 0;

    /// <summary>
    /// Appends a cell, in quotes where a reader could take it for something else: separators (the semicolon and tab too, which
    /// spreadsheets guess), spaces that some trim, nothing at all (a blank line), and a backslash at the start.
    /// </summary>
    public static void AppendQuoted(RowBuffer buffer, ReadOnlySpan<byte> text)
    {
        if (text.Length > 0 && text[0] is not ((byte)' ' or (byte)'\\') && text[^1] != (byte)' ' && text.IndexOfAny(Special) < 0)
        {
            buffer.Append(text);
            return;
        }

        buffer.Append("\""u8);
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            buffer.Append(text[..(quote + 1)]);
            buffer.Append("\""u8);
            text = text[(quote + 1)..];
        }

        buffer.Append(text);
        buffer.Append("\""u8);
    }
}
