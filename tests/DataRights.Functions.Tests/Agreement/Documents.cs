using System.Text.RegularExpressions;
using DataRights.Testing.Servers;
using Newtonsoft.Json.Linq;

namespace DataRights.Functions.Tests.Agreement;

/// <summary>The files beside the code that say the same things as it.</summary>
internal static partial class Documents
{
    public static JObject HostJson { get; } = Json("src", "DataRights.Functions", "host.json");

    public static IReadOnlyList<JObject> EmulatorQueues { get; } =
        [.. Json("servicebus-emulator.json")["UserConfig"]!["Namespaces"]!.Single()["Queues"]!.Cast<JObject>()];

    public static string Compose { get; } = Text("compose.yaml");

    public static string Settings { get; } = Text("docs", "settings.md");

    /// <summary>The cells of a table in docs/settings.md, without the header, under a heading.</summary>
    public static IReadOnlyList<string[]> Rows(string heading)
    {
        var section = Settings.Split($"## {heading}\n")[1].Split("\n## ")[0];
        return [.. section.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray())];
    }

    /// <summary>What stands between backticks first in the cell; empty when nothing does.</summary>
    public static string Code(string cell) => Backticks().Match(cell) is { Success: true } match ? match.Groups[1].Value : "";

    private static JObject Json(params string[] path) => JObject.Parse(Text(path));

    private static string Text(params string[] path) => File.ReadAllText(RepositoryRoot.Combine(path)).ReplaceLineEndings("\n");

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Backticks();
}
