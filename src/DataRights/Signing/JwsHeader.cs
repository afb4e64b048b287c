using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Signing;

/// <summary>The three members that a header of ours has, and nothing else.</summary>
internal sealed record JwsHeader(string Algorithm, string KeyId, string Type)
{
    public string ToJson() => $$"""{"alg":{{JsonConvert.ToString(Algorithm)}},"kid":{{JsonConvert.ToString(KeyId)}},"typ":{{JsonConvert.ToString(Type)}}}""";

    /// <summary>The header; null when it has other members, among them any that would change what the signature means (<c>b64</c>, <c>crit</c>).</summary>
    public static JwsHeader? Of(JObject json) =>
        json.Count == 3 && Text(json, "alg") is { } algorithm && Text(json, "kid") is { } key && Text(json, "typ") is { } type ? new(algorithm, key, type) : null;

    private static string? Text(JObject json, string name) => json[name] is JValue { Type: JTokenType.String } value ? (string?)value : null;
}
