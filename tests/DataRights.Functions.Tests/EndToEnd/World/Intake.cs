using DataRights.Functions.Tests.EndToEnd.Hosting;
using DataRights.Functions.Tests.Fakes;
using DataRights.Testing.Processes;
using DataRights.Testing.Servers;
using Newtonsoft.Json.Linq;

namespace DataRights.Functions.Tests.EndToEnd.World;

/// <summary>An account-settings page that queues by itself: npm's jose, and the key that the head publishes.</summary>
internal static class Intake
{
    public static async Task<string> MakeAsync(Stage stage, string kind, long person, string reference)
    {
        var keys = await stage.GetAsync(".well-known/jwks.json", bearer: null);
        Assert.Equal(200, keys.Status);
        var input = new JObject
        {
            ["jwks"] = keys.Json,
            ["payload"] = new JObject
            {
                ["id"] = reference,
                ["request"] = new JObject { ["kind"] = kind, ["identifiers"] = new JObject { ["user_id"] = FormattableString.Invariant($"{person}") }, ["clientReference"] = reference },
            },
        };
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory.Combine("input.json"), input.ToString(), Head.Token);
        var (exitCode, output) = await NodeScript.RunAsync("make-intake.mjs", directory.Combine("input.json"), Head.Token);
        Assert.True(exitCode == 0, output);
        return output;
    }
}
