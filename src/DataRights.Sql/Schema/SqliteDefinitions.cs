using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DataRights.Sources;

namespace DataRights.Sql.Schema;

/// <summary>What SQLite tells only by the text of a definition. Where the text is not understood, the worst is assumed.</summary>
internal static partial class SqliteDefinitions
{
    public static TriggerSchema Trigger(string name, string sql)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))[..32];
        if (TriggerHead().Match(Comment().Replace(sql, " ")) is not { Success: true } head)
        {
            return new TriggerSchema(name, OnDelete: true, OnUpdate: true, [], digest);
        }

        var columns = head.Groups["columns"].Success
            ? head.Groups["columns"].Value.Split(',').Select(c => c.Trim().Trim('"', '`', '[', ']')).ToList()
            : [];
        return new TriggerSchema(name, IsEvent(head, "delete"), IsEvent(head, "update"), columns, digest);
    }

    /// <summary>The conditions of the table's CHECK constraints, each with its parentheses.</summary>
    public static IReadOnlyList<CheckSchema> Checks(string sql)
    {
        var found = new List<CheckSchema>();
        foreach (Match match in CheckHead().Matches(Comment().Replace(sql, " ")))
        {
            if (match.Groups["open"].Success && Closed(match) is { } condition)
            {
                found.Add(new CheckSchema("", condition));
            }
        }

        return found;

        string? Closed(Match match)
        {
            var text = Comment().Replace(sql, " ");
            var (depth, quote) = (0, '\0');
            for (var i = match.Groups["open"].Index; i < text.Length; i++)
            {
                var c = text[i];
                if (quote != '\0')
                {
                    quote = c == quote ? '\0' : quote;
                }
                else if (c is '\'' or '"' or '`')
                {
                    quote = c;
                }
                else if (c == '(')
                {
                    depth++;
                }
                else if (c == ')' && --depth == 0)
                {
                    return text[match.Groups["open"].Index..(i + 1)];
                }
            }

            return null;
        }
    }

    private static bool IsEvent(Match head, string name) => head.Groups["event"].Value.Equals(name, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        """
        ^\s*create\s+(temp\s+|temporary\s+)?trigger\s+(if\s+not\s+exists\s+)?("([^"]|"")*"|\[[^\]]*\]|`[^`]*`|'([^']|'')*'|[^\s."'`\[]+)(\s*\.\s*("([^"]|"")*"|\[[^\]]*\]|`[^`]*`|[^\s]+))?\s+((before|after|instead\s+of)\s+)?(?<event>delete|insert|update)(\s+of\s+(?<columns>.+?))?\s+on\s
        """, RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex TriggerHead();

    // A literal or quoted name is taken whole, so that nothing inside it is found.
    [GeneratedRegex("""'([^']|'')*'|"([^"]|"")*"|\bcheck\s*(?<open>\()""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CheckHead();

    [GeneratedRegex("""--[^\n]*|/\*.*?\*/""", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
