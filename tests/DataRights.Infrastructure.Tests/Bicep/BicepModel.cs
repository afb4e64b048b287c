using System.Diagnostics;
using DataRights.Testing.House;
using DataRights.Testing.Servers;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Infrastructure.Tests.Bicep;

/// <summary>All Bicep of the repository, parsed. Read once; a changed copy is made with <see cref="WithAsync"/>.</summary>
public sealed record BicepModel(IReadOnlyList<BicepFile> Files)
{
    public const string Folder = "infra-bicep";

    private static readonly Lazy<Task<BicepModel>> Loaded = new(() => ParseAsync(Texts(), CancellationToken.None));

    public BicepFile Main => File($"{Folder}/main.bicep");

    /// <summary>The files that make resources: without the parameter files.</summary>
    public IReadOnlyList<BicepFile> Templates => [.. Files.Where(f => !f.IsAssignments)];

    /// <summary>The file as the repository has it. Skips the test where node or its packages are missing.</summary>
    public static Task<BicepModel> LoadAsync()
    {
        Assert.SkipUnless(Directory.Exists(RepositoryRoot.Combine("tests", "services", "node_modules", "tree-sitter-bicep")), "The npm packages of tests/services are not installed; ./test does it.");
        return Loaded.Value;
    }

    /// <summary>A file by its path relative to the repository.</summary>
    public BicepFile File(string path) => Files.Single(f => f.Path == path);

    /// <summary>A module file by its name without folder and ending.</summary>
    public BicepFile Module(string name) => File($"{Folder}/modules/{name}.bicep");

    /// <summary>The same with one text in one file replaced wherever it stands, to see that a test would notice. The text must be there.</summary>
    public async Task<BicepModel> WithAsync(string path, string text, string replacement, CancellationToken cancellationToken)
    {
        var file = File(path);
        Assert.Contains(text, file.Text, StringComparison.Ordinal);
        var changed = await ParseAsync(new Dictionary<string, string> { [path] = file.Text.Replace(text, replacement, StringComparison.Ordinal) }, cancellationToken);
        return new([.. Files.Select(f => f.Path == path ? changed.Files.Single() : f)]);
    }

    /// <summary>Parses texts by path.</summary>
    public static async Task<BicepModel> ParseAsync(IReadOnlyDictionary<string, string> texts, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [RepositoryRoot.Combine("tests", "services", "bicep.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(JsonConvert.SerializeObject(texts.Select(t => new { path = t.Key, text = t.Value })).AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        var files = JArray.Parse(await output).Cast<JObject>().Select(f =>
        {
            f["text"] = texts[(string)f["path"]!];
            return f.ToObject<BicepFile>()!;
        });
        return new([.. files]);
    }

    private static Dictionary<string, string> Texts() => RepositoryFiles.Under(Folder)
        .Where(p => p.EndsWith(".bicep", StringComparison.Ordinal) || p.EndsWith(".bicepparam", StringComparison.Ordinal))
        .ToDictionary(p => p, p => System.IO.File.ReadAllText(RepositoryRoot.Combine(p)).ReplaceLineEndings("\n"));
}
