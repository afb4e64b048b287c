using DataRights.Mapping;

namespace DataRights.Sources;

/// <summary>
/// Puts a row's values into a file selector. A value that could reach into other people's files is refused, not guessed
/// and not quoted: <see cref="SourceException"/> with code <c>prefix-unsafe</c>, <c>name-unsafe</c> or <c>tag-unsafe</c>.
/// </summary>
internal static class FileTemplate
{
    private const int LongestValue = 200;
    private const int LongestName = 1024;
    private const int LongestTag = 256;

    public static FileQuery Render(string source, FileSelector selector, Key key)
    {
        var next = 0;
        var text = string.Concat(selector.Parts.Select(p => p.IsColumn ? Value(source, selector.Match, key.Values[next++]) : p.Text));
        return selector.Match switch
        {
            FileMatch.Tag when text.Length > LongestTag || text.AsSpan().IndexOfAnyExcept(TagCharacters.InValues) >= 0 => throw Unsafe(source, "tag-unsafe"),
            FileMatch.Name when text.Length > LongestName || text.Split('/').Any(s => s is "" or "." or "..") => throw Unsafe(source, "name-unsafe"),
            _ => new FileQuery(selector.Match, text, selector.Tag),
        };
    }

    // In a prefix a value with a separator in it would reach further than its own segment; a name or tag matches as a whole.
    private static string Value(string source, FileMatch match, string value) => match switch
    {
        FileMatch.Prefix when value.Length is 0 or > LongestValue || value is "." or ".." || value.Any(c => c is '/' or '\\' || char.IsControl(c)) =>
            throw Unsafe(source, "prefix-unsafe"),
        FileMatch.Name when value.Length == 0 || value.Any(c => c == '\\' || char.IsControl(c)) => throw Unsafe(source, "name-unsafe"),
        FileMatch.Tag when value.Length == 0 => throw Unsafe(source, "tag-unsafe"),
        _ => value,
    };

    private static SourceException Unsafe(string source, string code) => new(source, code, false);
}
