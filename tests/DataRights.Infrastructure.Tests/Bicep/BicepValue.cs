using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>
/// A value or expression in Bicep, as <c>tests/services/bicep.mjs</c> reads it. Its kind is one of string, number, boolean,
/// null, object, array, reference, member, index, call, interpolation, choice, operation, lambda, for, unknown.
/// </summary>
public sealed record BicepValue
{
    public required string Kind { get; init; }

    public int Line { get; init; }

    /// <summary>As it stands in the file.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of a string, number or boolean.</summary>
    public JValue? Value { get; init; }

    /// <summary>What is referred to, the member, the function called or the operator.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whose member it is, what is called upon, or what a loop goes over.</summary>
    public BicepValue? Target { get; init; }

    /// <summary>Of a loop.</summary>
    public BicepValue? Condition { get; init; }

    /// <summary>Elements, arguments, operands, parts, or the body of a loop.</summary>
    public IReadOnlyList<BicepValue> Items { get; init; } = [];

    public IReadOnlyList<BicepProperty> Properties { get; init; } = [];

    /// <summary>The names that a loop or lambda brings in.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>The string, where it is one without interpolation.</summary>
    [JsonIgnore]
    public string? String => Kind == "string" ? (string?)Value : null;

    [JsonIgnore]
    public bool? Boolean => Kind == "boolean" ? (bool?)Value : null;

    [JsonIgnore]
    public double? Number => Kind == "number" ? (double?)Value : null;

    /// <summary>A property of an object, by a path with dots; null where there is none.</summary>
    public BicepValue? this[string path]
    {
        get
        {
            var name = path.Split('.')[0];
            var found = Properties.FirstOrDefault(p => p.Name == name)?.Value;
            return name.Length == path.Length ? found : found?[path[(name.Length + 1)..]];
        }
    }

    /// <summary>This and everything in it.</summary>
    public IEnumerable<BicepValue> All() =>
        [this, .. Parts.SelectMany(v => v.All())];

    /// <summary>The names of the file that it refers to: not those of its own loops and lambdas.</summary>
    public IEnumerable<string> References() => Kind == "reference"
        ? [Name]
        : Parts.SelectMany(v => v.References()).Except(Variables).Distinct();

    private IEnumerable<BicepValue> Parts =>
        new[] { Target, Condition }.Concat(Items).Concat(Properties.SelectMany(p => new[] { p.Key, p.Value })).OfType<BicepValue>();

    public override string ToString() => Text;
}
