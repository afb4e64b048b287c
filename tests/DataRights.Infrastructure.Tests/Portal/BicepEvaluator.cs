using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using DataRights.Infrastructure.Tests.Bicep;
using DataRights.Testing.Servers;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Portal;

/// <summary>
/// Works out what an expression of a Bicep file comes to, with the parameters' values given and the defaults for the rest. Knows
/// the functions that the portal's modules use; another raises, so that nothing is passed over. A resource is an object with an id.
/// </summary>
internal sealed class BicepEvaluator(BicepFile file, IReadOnlyDictionary<string, JToken> given)
{
    private readonly SortedSet<string> loaded = new(StringComparer.Ordinal);

    /// <summary>The files that were loaded, relative to the repository.</summary>
    public IReadOnlyCollection<string> Loaded => loaded;

    public JToken Evaluate(BicepValue value) => Evaluate(value, ImmutableDictionary<string, JToken>.Empty);

    private JToken Evaluate(BicepValue value, ImmutableDictionary<string, JToken> scope) => value.Kind switch
    {
        "string" or "boolean" => value.Value!.DeepClone(),
        "number" => new JValue((long)value.Number!.Value),
        "null" => JValue.CreateNull(),
        "object" => new JObject(value.Properties.Select(p => new JProperty(p.Name, Evaluate(p.Value, scope)))),
        "array" => new JArray(value.Items.Select(i => Evaluate(i, scope))),
        // The grammar drops the blank there.
        "interpolation" when value.Text.Contains("} ${", StringComparison.Ordinal) => throw Unknown(value),
        "interpolation" => string.Concat(value.Items.Select(i => Text(Evaluate(i, scope)))),
        "reference" => Named(value, scope),
        // The grammar takes a ? b : c.d for (a ? b : c).d, and !a.b for (!a).b: in brackets it is right.
        "member" when value.Target!.Kind is "choice" or "operation" => throw Unknown(value),
        "member" => Evaluate(value.Target!, scope)[value.Name] ?? throw Unknown(value),
        "index" => Evaluate(value.Target!, scope)[Evaluate(value.Items[0], scope).ToObject<object>()!] ?? throw Unknown(value),
        "choice" => Evaluate(value.Items[(bool)Evaluate(value.Items[0], scope) ? 1 : 2], scope),
        "for" => Each(Evaluate(value.Target!, scope), value, scope),
        "operation" => Operate(value, [.. value.Items.Select(i => Evaluate(i, scope))]),
        "call" when value.Name == "map" => Each(Evaluate(value.Items[0], scope), value.Items[1], scope),
        "call" => Call(value, [.. value.Items.Select(i => Evaluate(i, scope))]),
        _ => throw Unknown(value),
    };

    private JToken Named(BicepValue value, ImmutableDictionary<string, JToken> scope) =>
        scope.TryGetValue(value.Name, out var bound) ? bound.DeepClone()
        : given.TryGetValue(value.Name, out var parameter) ? parameter.DeepClone()
        : file.Parameters.Concat(file.Variables).FirstOrDefault(d => d.Name == value.Name)?.Value is { } own ? Evaluate(own)
        : file.Resources.Any(r => r.Name == value.Name) ? new JObject { ["id"] = value.Name + ".id" }
        : throw Unknown(value);

    private JArray Each(JToken over, BicepValue loop, ImmutableDictionary<string, JToken> scope) =>
        new(over.Select(item => Evaluate(loop.Items[0], scope.SetItem(loop.Variables.Single(), item))));

    private JToken Call(BicepValue call, IReadOnlyList<JToken> arguments) => call.Name switch
    {
        "loadTextContent" => Load(arguments[0]),
        "loadJsonContent" => JToken.Parse(Load(arguments[0])),
        "concat" => new JArray(arguments.SelectMany(a => a)),
        "union" => Union(arguments),
        "empty" => !arguments[0].HasValues && Text(arguments[0]).Length == 0,
        "string" => arguments[0].ToString(Formatting.None),
        "guid" => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("/", arguments)))[..16]).ToString(),
        "resourceGroup" => new JObject { ["id"] = "/resourceGroup" },
        _ => throw Unknown(call),
    };

    private string Load(JToken path)
    {
        var name = file.Relative((string)path!);
        loaded.Add(name);
        return File.ReadAllText(RepositoryRoot.Combine(name));
    }

    private static JToken Operate(BicepValue operation, IReadOnlyList<JToken> operands) => operation.Name switch
    {
        "==" => JToken.DeepEquals(operands[0], operands[1]),
        "*" => (long)operands[0] * (long)operands[1],
        "!" => !(bool)operands[0],
        _ => throw Unknown(operation),
    };

    private static JObject Union(IEnumerable<JToken> objects)
    {
        var result = new JObject();
        foreach (var next in objects)
            result.Merge(next, new() { MergeArrayHandling = MergeArrayHandling.Replace, MergeNullValueHandling = MergeNullValueHandling.Merge });

        return result;
    }

    private static string Text(JToken token) => token is JValue { Value: var value } ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "" : "";

    private static InvalidOperationException Unknown(BicepValue value) => new($"Line {value.Line}: '{value.Text}' cannot be worked out.");
}
