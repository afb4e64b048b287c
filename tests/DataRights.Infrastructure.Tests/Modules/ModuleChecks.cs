using DataRights.Infrastructure.Tests.Bicep;

namespace DataRights.Infrastructure.Tests.Modules;

/// <summary>What a Bicep compiler would say about files that call one another: each fault with its place.</summary>
internal static class ModuleChecks
{
    /// <summary>Calls of files that are not there, with parameters they do not have, or without those they need.</summary>
    public static IEnumerable<string> Calls(BicepModel model)
    {
        foreach (var (file, module) in model.Templates.SelectMany(f => f.Modules.Select(m => (f, m))))
        {
            var place = $"{file.Path}:{module.Line}: {module.Name}";
            if (Called(model, file, module) is not { } called)
            {
                yield return $"{place} calls {module.Path}, which is not there.";
                continue;
            }

            foreach (var given in module.Parameters.Where(p => called.Parameters.All(c => c.Name != p.Name)))
            {
                yield return $"{place} gives {given.Name}, which {module.Path} does not take.";
            }

            foreach (var missing in called.Parameters.Where(c => c.IsRequired && module.Parameters.All(p => p.Name != c.Name)))
            {
                yield return $"{place} does not give {missing.Name}, which {module.Path} needs.";
            }

            foreach (var given in module.Parameters.Where(p => called.Parameters.Any(c => c.Name == p.Name && !ParameterChecks.Fits(c, p.Value))))
            {
                yield return $"{place} gives {given.Name} a value that {module.Path} does not take: {given.Value}.";
            }
        }
    }

    /// <summary>Outputs that are read of a module that does not have them.</summary>
    public static IEnumerable<string> Outputs(BicepModel model) =>
        from file in model.Templates
        from value in file.Values()
        where value is { Kind: "member", Target: { Kind: "member", Name: "outputs", Target.Kind: "reference" } }
        let module = file.Modules.SingleOrDefault(m => m.Name == value.Target!.Target!.Name)
        where module is null || Called(model, file, module)?.Outputs.Any(o => o.Name == value.Name) != true
        select $"{file.Path}:{value.Line}: {value.Text} is no output.";

    /// <summary>Modules that are conditional, and whose outputs are read as if they were always there.</summary>
    public static IEnumerable<string> Conditional(BicepModel model) =>
        from file in model.Templates
        from module in file.Modules.Where(m => m.Condition is not null)
        from value in file.Values()
        where value.Kind == "member" && value.Target is { Kind: "reference" } target && target.Name == module.Name && !value.Text.StartsWith(module.Name + "!", StringComparison.Ordinal)
        select $"{file.Path}:{value.Line}: {value.Text} is there only if {module.Condition}.";

    private static BicepFile? Called(BicepModel model, BicepFile file, BicepModule module) =>
        model.Files.SingleOrDefault(f => f.Path == file.Relative(module.Path));
}
