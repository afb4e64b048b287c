using System.Text.RegularExpressions;
using DataRights.Testing.House;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Docs;

/// <summary>A page for people: its headings as GitHub links to them, its links, its code, its tables.</summary>
internal sealed partial record Guide(string Name, string Text)
{
    /// <summary>README.md, CHANGELOG.md, the pages under docs and those beside the code they explain.</summary>
    public static IReadOnlyList<Guide> All { get; } =
        [.. RepositoryFiles.Under(".").Where(f => f.EndsWith(".md", StringComparison.Ordinal)).Select(Open)];

    public static Guide Open(string name) => new(name, File.ReadAllText(RepositoryRoot.Combine(name)).ReplaceLineEndings("\n"));

    /// <summary>What lies between fences.</summary>
    public IEnumerable<string> Blocks => Fenced().Matches(Text).Select(m => m.Groups["code"].Value);

    private string Prose => Fenced().Replace(Text, "");

    /// <summary>What stands between backticks outside of fences.</summary>
    public IEnumerable<string> Spans => Backticks().Matches(Prose).Select(m => m.Groups["code"].Value);

    /// <summary>Link targets that are not addresses.</summary>
    public IEnumerable<string> Links => Link().Matches(Backticks().Replace(Prose, "")).Select(m => m.Groups["to"].Value).Where(t => !t.Contains("://", StringComparison.Ordinal) && !t.StartsWith("mailto:", StringComparison.Ordinal));

    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>();
            foreach (var slug in Heading().Matches(Prose).Select(m => Slug(m.Groups["title"].Value)))
            {
                // A heading that comes again gets a number.
                for (var n = 0; !anchors.Add(n == 0 ? slug : FormattableString.Invariant($"{slug}-{n}")); n++)
                {
                }
            }

            return anchors;
        }
    }

    /// <summary>The tables' rows, each with its cells, heads first and rulers left out.</summary>
    public IEnumerable<IReadOnlyList<string[]>> Tables =>
        Table().Matches(Text).Select(m => (IReadOnlyList<string[]>)[.. m.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => !Ruler().IsMatch(l))
            .Select(l => l.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))]);

    private static string Slug(string title)
    {
        var plain = Markup().Replace(title.Trim(), "$1").ToLowerInvariant();
        return string.Concat(plain.Where(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ')).Replace(' ', '-');
    }

    [GeneratedRegex("^ *```[^\n]*\n(?<code>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Backticks();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Markup();

    [GeneratedRegex(@"(^\|.*\n?)+", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex(@"^\|[ :|-]+\|$")]
    private static partial Regex Ruler();
}
