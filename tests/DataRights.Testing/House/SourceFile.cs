using System.Text.RegularExpressions;
using DataRights.Testing.Servers;

namespace DataRights.Testing.House;

/// <summary>A C# file of the repository.</summary>
public sealed partial record SourceFile(string Name, string Text)
{
    /// <summary>The text with comments, strings and characters blanked out, line for line.</summary>
    public string Code { get; } = Quoted().Replace(Text, quoted => Blank().Replace(quoted.Value, " "));

    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    /// <summary>The C# files under a folder, without what a build makes. Names are relative to the repository.</summary>
    public static IReadOnlyList<SourceFile> Under(string folder) =>
        [.. RepositoryFiles.Under(folder)
            .Where(name => name.EndsWith(".cs", StringComparison.Ordinal))
            .Select(name => new SourceFile(name, File.ReadAllText(RepositoryRoot.Combine(name))))];

    /// <summary>Where in the file a match lies, for people.</summary>
    public string At(Match match) => $"{Name}:{Code.AsSpan(0, match.Index).Count('\n') + 1}";

    // Raw strings, comments, verbatim and plain strings, characters. What an interpolated string computes is blanked too.
    [GeneratedRegex("""
        ("{3,})[\s\S]*?\1|//[^\n]*|/\*[\s\S]*?\*/|(?:@\$?|\$@)"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'
        """)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex Blank();
}
