namespace DataRights.Mapping.Expressions;

/// <summary>
/// Reads a prefix template: <c>avatars/{users.id}/</c>. Every placeholder takes a column of one and the same
/// collection; a path segment holds at most one of them and the template ends with <c>/</c>, so that one person's prefix
/// is never the start of another's as long as the values hold no <c>/</c>.
/// </summary>
public static class FilePrefixParser
{
    private const string Example = "Write for instance avatars/{users.id}/.";

    /// <exception cref="ExpressionException">The text is no such template; says where and how to mend it.</exception>
    public static FilePrefix Parse(string text)
    {
        var parts = new List<FilePrefixPart>();
        string? collection = null;
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] != '{')
            {
                var end = text.IndexOf('{', at);
                end = end < 0 ? text.Length : end;
                parts.Add(Literal(text, at, end));
                at = end;
                continue;
            }

            var column = Placeholder(text, ref at, ref collection);
            parts.Add(new(column, IsColumn: true));
        }

        if (collection is null)
        {
            throw new ExpressionException("The prefix has no placeholder: these files would be nobody's, or everybody's.", Example, text.Length);
        }

        if (text[^1] != '/')
        {
            throw new ExpressionException("The prefix does not end with '/': the prefix of person 1 would be the start of person 10's.",
                "End it with '/'.", text.Length);
        }

        CheckSegments(text);
        return new(collection, parts);
    }

    private static FilePrefixPart Literal(string text, int start, int end)
    {
        var bad = text.AsSpan(start, end - start).IndexOfAny("}\\\0\r\n");
        return bad < 0
            ? new(text[start..end], IsColumn: false)
            : throw new ExpressionException("This character cannot stand in a prefix.", "Separate with '/', and use braces only around {collection.column}.", start + bad);
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

    private static void CheckSegments(string text)
    {
        var start = 0;
        foreach (var segment in text[..^1].Split('/'))
        {
            if (segment is "" or "." or "..")
            {
                throw new ExpressionException("A segment of the prefix is empty, '.' or '..'.", "Write the prefix without it, and without a leading '/'.", start);
            }

            if (segment.Count(c => c == '{') > 1)
            {
                throw new ExpressionException("Two placeholders share a segment: two people's prefixes could be the same.", "Put a '/' between them.", start);
            }

            start += segment.Length + 1;
        }
    }
}
