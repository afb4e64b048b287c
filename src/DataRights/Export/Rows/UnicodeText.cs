using System.Text;

namespace DataRights.Export.Rows;

/// <summary>Makes text fit for UTF-8: a lone surrogate, which UTF-8 cannot say, becomes U+FFFD and is counted.</summary>
internal static class UnicodeText
{
    public static ReadOnlySpan<char> WellFormed(ReadOnlySpan<char> text, ref long replaced)
    {
        var first = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        if (first < 0)
        {
            return text;
        }

        char[]? copy = null;
        for (var i = first; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }

            copy ??= text.ToArray();
            copy[i] = (char)Rune.ReplacementChar.Value;
            replaced++;
        }

        return copy ?? text;
    }

    /// <summary>The text's first characters, without cutting a surrogate pair.</summary>
    public static ReadOnlySpan<char> Start(ReadOnlySpan<char> text, int limit) =>
        text.Length <= limit ? text : text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)];
}
