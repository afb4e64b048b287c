namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>
/// What a <c>.bicep</c> or <c>.bicepparam</c> file declares. In the latter the parameters are those it gives values to.
/// The path is relative to the repository, with <c>/</c>.
/// </summary>
public sealed record BicepFile(
    string Path,
    string Text,
    string? TargetScope,
    string? Using,
    IReadOnlyList<BicepImport> Imports,
    IReadOnlyList<BicepError> Errors,
    IReadOnlyList<BicepDeclaration> Parameters,
    IReadOnlyList<BicepDeclaration> Variables,
    IReadOnlyList<BicepDeclaration> Types,
    IReadOnlyList<BicepResource> Resources,
    IReadOnlyList<BicepModule> Modules,
    IReadOnlyList<BicepDeclaration> Outputs)
{
    public bool IsAssignments => Path.EndsWith(".bicepparam", StringComparison.Ordinal);

    public BicepDeclaration Parameter(string name) => Parameters.Single(p => p.Name == name);

    public BicepDeclaration Variable(string name) => Variables.Single(p => p.Name == name);

    public BicepDeclaration Output(string name) => Outputs.Single(p => p.Name == name);

    public BicepResource Resource(string name) => Resources.Single(r => r.Name == name);

    public BicepModule Module(string name) => Modules.Single(m => m.Name == name);

    /// <summary>The resources made here of a type.</summary>
    public IReadOnlyList<BicepResource> OfType(string type) => [.. Resources.Where(r => !r.IsExisting && r.Type == type)];

    /// <summary>The path of a file that this one names, relative to the repository.</summary>
    public string Relative(string path) =>
        System.IO.Path.GetRelativePath("/", System.IO.Path.GetFullPath(System.IO.Path.Combine("/", System.IO.Path.GetDirectoryName(Path)!, path))).Replace('\\', '/');

    /// <summary>Every value that stands in the file.</summary>
    public IEnumerable<BicepValue> Values() =>
        Parameters.Concat(Variables).Concat(Outputs).Select(d => d.Value)
            .Concat(Parameters.SelectMany(p => p.Decorators).SelectMany(d => d.Items))
            .Concat(Resources.SelectMany(r => new[] { r.Loop?.Over, r.Condition, r.Body }))
            .Concat(Modules.SelectMany(m => new[] { m.Loop?.Over, m.Condition, m.Body }))
            .OfType<BicepValue>().SelectMany(v => v.All());
}
