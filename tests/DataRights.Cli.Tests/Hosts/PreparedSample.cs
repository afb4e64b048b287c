using DataRights.Cli.Hosting;
using DataRights.Samples.PythonPro;
using DataRights.Testing.Servers;
using Microsoft.Data.Sqlite;
using Newtonsoft.Json.Linq;

namespace DataRights.Cli.Tests.Hosts;

/// <summary>The sample's data and its map, without the recipient that would have to run beside it.</summary>
internal static class PreparedSample
{
    public static async Task<EmbeddedSettings> CreateAsync(HostComposition composition, TempDirectory directory, Action<JObject> change, CancellationToken cancellationToken)
    {
        var sample = new EmbeddedSettings(directory.Path, null, new Dictionary<string, string>(), 0);
        await composition.PrepareSampleAsync(sample, cancellationToken);
        var map = JObject.Parse(await File.ReadAllTextAsync(PythonProSample.DataMapPath, cancellationToken));
        map["recipients"] = new JArray();
        ((JObject)map["sources"]!).Remove("billing");
        change(map);
        var mapFile = directory.Combine("map.json");
        await File.WriteAllTextAsync(mapFile, map.ToString(), cancellationToken);
        return sample with
        {
            MapFile = mapFile,
            Connections = new Dictionary<string, string>
            {
                ["MainDb"] = new SqliteConnectionStringBuilder { DataSource = Path.Combine(sample.SampleDirectory, "pythonpro.db") }.ToString(),
                ["Files"] = Path.Combine(sample.SampleDirectory, "files"),
            },
        };
    }
}
