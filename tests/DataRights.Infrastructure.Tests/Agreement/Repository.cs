using DataRights.Testing.Servers;
using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Agreement;

/// <summary>The files that say the same things as the infrastructure.</summary>
internal static class Repository
{
    public static JObject HostJson { get; } = JObject.Parse(Text("src/DataRights.Functions/host.json"));

    public static IReadOnlyDictionary<string, string> SampleSettings { get; } =
        JObject.Parse(Text("local.settings.sample.json"))["Values"]!.ToObject<Dictionary<string, string>>()!;

    public static IReadOnlyList<JObject> EmulatorQueues { get; } =
        [.. JObject.Parse(Text("servicebus-emulator.json"))["UserConfig"]!["Namespaces"]!.Single()["Queues"]!.Cast<JObject>()];

    public static string Text(string path) => File.ReadAllText(RepositoryRoot.Combine(path)).ReplaceLineEndings("\n");

    /// <summary>The cells of the table under a heading of a Markdown file, without its head.</summary>
    public static IReadOnlyList<string[]> Table(string path, string heading)
    {
        var section = Text(path).Split($"\n## {heading}\n")[1].Split("\n## ")[0];
        var rows = section.Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray());
        return [.. rows.Skip(2)];
    }
}
