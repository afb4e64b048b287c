using DataRights.Testing.Servers;
using Newtonsoft.Json.Linq;

namespace DataRights.Functions.Tests.Fakes;

/// <summary>local.settings.sample.json as it is in the repository.</summary>
internal static class SampleSettings
{
    public static IReadOnlyDictionary<string, string> Values { get; } =
        JObject.Parse(File.ReadAllText(RepositoryRoot.Combine("local.settings.sample.json")))[nameof(Values)]!.ToObject<Dictionary<string, string>>()!;
}
