namespace DataRights.Mapping.Expressions;

/// <summary>
/// Reads what picks a person's files: a prefix (<c>avatars/{users.id}/</c>), a whole name
/// (<c>{attachments.blob_name}</c>) or a tag (<c>owner={users.id}</c>). Every placeholder takes a column of one and the
/// same collection. A path segment of a prefix holds at most one of them and a prefix ends with <c>/</c>, so that one
/// person's prefix is never the start of another's as long as the values hold no <c>/</c>.
/// </summary>
public static class FileSelectorParser
{
    private const string Example = "Write for instance avatars/{users.id}/.";

    /// <exception cref="ExpressionException">The text is no such template; says where and how to mend it.</exception>
    public static FileSelector Parse(string text, FileMatch match = FileMatch.Prefix)
    {
        var start = match == FileMatch.Tag ? TagEnd(text) : 0;
        var parts = new List<FileSelectorPart>();
        string? collection = null;
        for (var at = start; at < text.Length;)
        {
            if (text[at] == '{')
            {
                parts.Add(new(Placeholder(text, ref at, ref collection), IsColumn: true));
                continue;
            }

            var end = text.IndexOf('{', at);
            end = end < 0 ? text.Length : end;
            parts.Add(Literal(text, at, end));
            at = end;
        }

        if (collection is null)
        {
            throw new ExpressionException("There is no placeholder: these files would be nobody's, or everybody's.", Example, text.Length);
        }

        CheckWhole(text, start, match);
        return new(match, collection, parts, match == FileMatch.Tag ? text[..(start - 1)] : null);
    }

    private static int TagEnd(string text)
    {
        var end = text.IndexOf('=', StringComparison.Ordinal);
        return end > 0 && text.AsSpan(0, end).IndexOfAnyExcept(TagCharacters.InNames) < 0
            ? end + 1
            : throw new ExpressionException("This does not begin with a tag's name and '='.", "Write for instance owner={users.id}.", 0);
    }

    private static FileSelectorPart Literal(string text, int start, int end)
    {
        var bad = text.AsSpan(start, end - start).IndexOfAny("}\\\0\r\n");
        return bad < 0
            ? new(text[start..end], IsColumn: false)
            : throw new ExpressionException("This character cannot stand here.", "Separate with '/', and use braces only around {collection.column}.", start + bad);
    }

    private static string Placeholder(string text, ref int at, ref string? collection)
    {
        var start = at;
        var end = text.IndexOf('}', at);
        var inner = end < 0 ? "" : text[(at + 1)..end];
        var dot = inner.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || dot == inner.Length - 1 || inner.Contains('{', StringComparison.Ordinal))
        {
            throw new ExpressionException("This is not a placeholder.", "Write {collection.column}. " + Example, start);
        }

        if (collection is not null && collection != inner[..dot])
        {
            throw new ExpressionException("The placeholders name more than one collection.", "Take every value from the same collection.", start);
        }

        collection = inner[..dot];
        at = end + 1;
        if (at < text.Length && !"/-_.".Contains(text[at], StringComparison.Ordinal))
        {
            throw new ExpressionException("A placeholder is followed by text that could be part of its value.",
                "Follow it with '/' or with text that begins with -, _ or a dot.", at);
        }

        return inner[(dot + 1)..];
    }

    private static void CheckWhole(string text, int start, FileMatch match)
    {
        if (match == FileMatch.Prefix && text[^1] != '/')
        {
            throw new ExpressionException("The prefix does not end with '/': the prefix of person 1 would be the start of person 10's.",
                "End it with '/'; or, if this is one file's whole name, add \"match\": \"name\".", text.Length);
        }

        if (match == FileMatch.Name && text[^1] == '/')
        {
            throw new ExpressionException("A file's name does not end with '/'.", "Write the whole name, or drop \"match\" to take every file under the prefix.", text.Length);
        }

        if (match == FileMatch.Tag && text.Count(c => c == '{') > 1)
        {
            throw new ExpressionException("A tag's value holds two placeholders: two people's could be the same.", "Use one.", start);
        }

        if (match != FileMatch.Tag)
        {
            CheckSegments(match == FileMatch.Prefix ? text[..^1] : text);
        }
    }

    private static void CheckSegments(string text)
    {
        var start = 0;
        foreach (var segment in text.Split('/'))
        {
            if (segment is "" or "." or "..")
            {
                throw new ExpressionException("A segment of the name is empty, '.' or '..'.", "Write it without, and without a leading '/'.", start);
            }

            if (segment.Count(c => c == '{') > 1)
            {
                throw new ExpressionException("Two placeholders share a segment: two people's files could be the same.", "Put a '/' between them.", start);
            }

            start += segment.Length + 1;
        }
    }
}
