namespace DataRights.Mapping.Loading;

/// <summary>The document's text with its lines, as the JSON reader counts them.</summary>
internal sealed class SourceText
{
    private readonly string text;
    private readonly List<int> lineStarts = [0];

    public SourceText(string text)
    {
        this.text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The offset of a line (from 1) and a count of characters in it.</summary>
    public int Offset(int line, int position) =>
        line < 1 ? 0 : Math.Min(lineStarts[Math.Min(line, lineStarts.Count) - 1] + position, text.Length);

    public (int Line, int Column) Place(int offset)
    {
        var found = lineStarts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, offset - lineStarts[line] + 1);
    }

    /// <summary>Where the token begins that follows one which ended at <paramref name="end"/>.</summary>
    public int NextToken(int end)
    {
        while (end < text.Length && (char.IsWhiteSpace(text[end]) || text[end] is ',' or ':' or '\uFEFF'))
        {
            end++;
        }

        return end;
    }

    /// <summary>Where the character at <paramref name="index"/> of the quoted text that begins at <paramref name="start"/> stands, escapes counted.</summary>
    public int InsideText(int start, int index)
    {
        var at = start + 1;
        for (; index > 0 && at < text.Length; index--)
        {
            at += text[at] != '\\' ? 1 : at + 1 < text.Length && text[at + 1] == 'u' ? 6 : 2;
        }

        return Math.Min(at, text.Length);
    }
}
