using System.Text.RegularExpressions;
using DataRights.Testing.Servers;

namespace DataRights.Api.Tests.Access;

/// <summary>The table "Who may ask" as it stands in docs/api-access.md: for a call and a column, what is answered.</summary>
internal sealed partial class AccessTable
{
    public const string Submit = "`DataRights.Submit`";
    public const string Read = "`DataRights.Read`";
    public const string Operate = "`DataRights.Operate`";
    public const string Subject = "subject token";
    public const string Secret = "status secret";
    public const string Nothing = "nothing";

    private readonly Dictionary<string, Dictionary<string, string>> rows = [];

    private AccessTable()
    {
    }

    /// <summary>The calls, as <c>GET /api/health</c>.</summary>
    public IReadOnlyCollection<string> Calls => rows.Keys;

    /// <summary>What the cell says: yes, no, own, whole, parts, all, 401 or own, fresh.</summary>
    public string this[string call, string column] => rows[call][column];

    public static AccessTable Load()
    {
        var lines = File.ReadAllLines(RepositoryRoot.Combine("docs", "api-access.md"));
        var head = Array.FindIndex(lines, l => l.StartsWith("| call |", StringComparison.Ordinal));
        Assert.True(head >= 0, "docs/api-access.md has no table of calls.");
        var columns = Cells(lines[head]);
        var table = new AccessTable();
        foreach (var line in lines.Skip(head + 2).TakeWhile(l => l.StartsWith('|')))
        {
            var cells = Cells(line);
            table.rows.Add(Call().Match(cells[0]).Groups["call"].Value, columns.Zip(cells).Skip(1).ToDictionary(c => c.First, c => c.Second));
        }

        return table;
    }

    private static string[] Cells(string line) => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);

    [GeneratedRegex("^`(?<call>[A-Z]+ /[^`]+)`$")]
    private static partial Regex Call();
}
