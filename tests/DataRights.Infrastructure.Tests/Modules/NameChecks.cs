using DataRights.Infrastructure.Tests.Bicep;

namespace DataRights.Infrastructure.Tests.Modules;

/// <summary>Names that are used without being declared, and the other way round; functions that Bicep does not have.</summary>
internal static class NameChecks
{
    /// <summary>Those of Bicep's functions that are in use here. A new one is added when somebody has looked it up.</summary>
    private static readonly HashSet<string> Functions =
    [
        "bool", "cidrSubnet", "concat", "contains", "empty", "environment", "format", "guid", "indexOf", "int", "items", "join", "json",
        "loadJsonContent", "loadTextContent", "map", "max", "min", "range", "readEnvironmentVariable", "reduce", "replace", "resourceGroup", "split", "string",
        "subscription", "subscriptionResourceId", "tenant", "toLower", "toObject", "union", "uniqueString",
    ];

    public static IEnumerable<string> Undeclared(BicepModel model) =>
        model.Files.SelectMany(f => Used(f).Except(Declared(f)).Select(n => $"{f.Path}: {n} is used and not declared."));

    public static IEnumerable<string> Unused(BicepModel model) => model.Files.SelectMany(f =>
        f.Parameters.Concat(f.Variables.Where(v => v.Decorator("export") is null)).Select(d => d.Name)
            .Concat(f.Resources.Where(r => r.IsExisting).Select(r => r.Name))
            .Concat(f.Imports.Select(i => i.Name))
            .Except(f.IsAssignments ? Used(f).Concat(f.Parameters.Select(p => p.Name)) : Used(f))
            .Select(n => $"{f.Path}: {n} is declared and not used."));

    public static IEnumerable<string> Twice(BicepModel model) =>
        model.Files.SelectMany(f => Declared(f).GroupBy(n => n).Where(g => g.Count() > 1).Select(g => $"{f.Path}: {g.Key} is declared twice."));

    public static IEnumerable<string> UnknownFunctions(BicepModel model) =>
        from file in model.Files
        from call in file.Values()
        where call is { Kind: "call", Target: null } && !Functions.Contains(call.Name)
        select $"{file.Path}:{call.Line}: {call.Name}() is not known here.";

    private static IEnumerable<string> Declared(BicepFile file) =>
        file.Parameters.Concat(file.Variables).Concat(file.Types).Select(d => d.Name)
            .Concat(file.Resources.Select(r => r.Name)).Concat(file.Modules.Select(m => m.Name)).Concat(file.Imports.Select(i => i.Name));

    private static IEnumerable<string> Used(BicepFile file) =>
        file.Parameters.Concat(file.Variables).Concat(file.Outputs).Select(d => d.Value).OfType<BicepValue>().SelectMany(v => v.References())
            .Concat(file.Resources.SelectMany(r => Used(r.Loop, r.Condition, r.Body)))
            .Concat(file.Modules.SelectMany(m => Used(m.Loop, m.Condition, m.Body)))
            .Distinct();

    private static IEnumerable<string> Used(BicepLoop? loop, BicepValue? condition, BicepValue body) =>
        new[] { condition, body }.OfType<BicepValue>().SelectMany(v => v.References()).Except(loop?.Variables ?? []).Concat(loop?.Over.References() ?? []);
}
