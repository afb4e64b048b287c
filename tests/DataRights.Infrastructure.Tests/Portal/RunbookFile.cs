using System.Text.RegularExpressions;
using DataRights.Testing.Servers;

namespace DataRights.Infrastructure.Tests.Portal;

/// <summary>The runbook: its sections by anchor, as a reader of Markdown makes them of headings, and those of alerts among them.</summary>
internal sealed partial record RunbookFile(string Text, IReadOnlyList<string> Anchors, IReadOnlyDictionary<string, string> Alerts)
{
    public static RunbookFile Read()
    {
        var text = File.ReadAllText(RepositoryRoot.Combine("docs", "runbook.md"));
        var alerts = text.Split("\n## Alerts\n").Last().Split("\n## ").First();
        return new(text, [.. Heading().Matches(text).Select(m => Slug(m.Groups[1].Value))],
            alerts.Split("\n### ").Skip(1).ToDictionary(s => Slug(s.Split('\n')[0]), s => s));
    }

    private static string Slug(string heading) => NoWord().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoWord();
}
