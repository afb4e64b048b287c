using DataRights.EndToEnd.Tests.Running;
using DataRights.Subjects;
using Newtonsoft.Json.Linq;

namespace DataRights.EndToEnd.Tests.Keys;

/// <summary>What befalls a deployment's key file.</summary>
internal static class KeyFiles
{
    /// <summary>Rotates as another process would.</summary>
    public static int Rotate(Deployment deployment, string purpose) => new FileKeyRing(deployment.KeyFile).Rotate(purpose);

    /// <summary>Takes a key out, as a restore of an older backup would.</summary>
    public static void Lose(Deployment deployment, string purpose, int version)
    {
        var file = JObject.Parse(File.ReadAllText(deployment.KeyFile));
        ((JObject)file["purposes"]![purpose]!["keys"]!).Property($"{version}")!.Remove();
        File.WriteAllText(deployment.KeyFile, file.ToString());
    }
}
