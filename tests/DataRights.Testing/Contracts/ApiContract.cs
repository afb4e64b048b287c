using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using DataRights.Testing.Servers;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace DataRights.Testing.Contracts;

/// <summary>
/// The repository's OpenAPI document: its operations, and its schemas as something to check answers by. References are
/// resolved within the document; the schemas use only what JSON Schema draft 4 has in common with 2020-12.
/// </summary>
public static partial class ApiContract
{
    private static readonly ConcurrentDictionary<string, Task<JsonSchema>> Schemas = new();

    public static string File { get; } = RepositoryRoot.Combine("src", "DataRights.Api", "OpenApi", "openapi.json");

    public static JObject Document { get; } = Load();

    /// <summary>Every operation as <c>GET /api/requests/{id}</c>.</summary>
    public static IReadOnlyDictionary<string, JObject> Operations { get; } = (
        from path in ((JObject)Document["paths"]!).Properties()
        from method in ((JObject)path.Value).Properties()
        select ($"{method.Name.ToUpperInvariant()} {path.Name}", (JObject)method.Value)).ToDictionary();

    /// <summary>The operation that a call is one of; null when the document has none.</summary>
    public static JObject? Find(string method, string path) => Operations
        .Where(o => Regex.IsMatch($"{method} {path}", $"^{Parameter().Replace(o.Key, "[^/]+")}$"))
        .Select(o => o.Value)
        .FirstOrDefault();

    /// <summary>What stands at the place, references followed.</summary>
    public static JObject Resolve(JToken place) =>
        place is JObject { } found && found["$ref"] is JValue { Value: string to } ? Resolve(Document.SelectToken(to[2..].Replace('/', '.'))!) : (JObject)place;

    /// <summary>What is wrong with a JSON text by the schema of that name: nothing, when all is well.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string schema, string json)
    {
        var rules = await Schemas.GetOrAdd(schema, CompileAsync);
        return [.. rules.Validate(json).Select(fault => $"{schema}: {fault}")];
    }

    private static Task<JsonSchema> CompileAsync(string name)
    {
        var schemas = JObject.Parse(Document["components"]!["schemas"]!.ToString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal));
        return JsonSchema.FromJsonAsync(new JObject(schemas[name]!.Children()) { ["definitions"] = schemas }.ToString());
    }

    private static JObject Load()
    {
        using var reader = new Newtonsoft.Json.JsonTextReader(new StreamReader(File)) { DateParseHandling = Newtonsoft.Json.DateParseHandling.None };
        return JObject.Load(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
    }

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Parameter();
}
