using System.Text;
using Newtonsoft.Json.Linq;

namespace DataRights.Functions.Tests.EndToEnd.Hosting;

/// <summary>What an HTTP function answered.</summary>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JObject Json => JObject.Parse(Encoding.UTF8.GetString(Body));

    public string Id => (string)Json["id"]!;

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body)}";
}
