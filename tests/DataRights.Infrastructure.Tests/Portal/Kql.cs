using System.Diagnostics;
using DataRights.Testing.House;
using DataRights.Testing.Servers;
using Newtonsoft.Json;

namespace DataRights.Infrastructure.Tests.Portal;

/// <summary>The queries of the repository, and Kusto's language service to read them with.</summary>
internal static class Kql
{
    public const string Folder = "infra-bicep/queries";

    /// <summary>The parameters of the workbook as the portal fills them in, each in every form that is used.</summary>
    public static IReadOnlyDictionary<string, string> Parameters { get; } = new Dictionary<string, string>
    {
        ["{TimeRange:start}"] = "datetime(2026-03-01T00:00:00Z)",
        ["{TimeRange:end}"] = "datetime(2026-03-02T00:00:00Z)",
        ["{TimeRange:grain}"] = "30m",
        ["{RequestId}"] = "019ca945-0a00-7600-a4f6-fa909d2c3c63",
    };

    private static readonly Lazy<Task<IReadOnlyDictionary<string, KqlAnalysis>>> All = new(() => AnalyzeAsync(Texts(), CancellationToken.None));

    /// <summary>Every query file by its name without ending.</summary>
    public static IReadOnlyDictionary<string, string> Texts() => RepositoryFiles.Under(Folder)
        .ToDictionary(p => Path.GetFileNameWithoutExtension(p), p => File.ReadAllText(RepositoryRoot.Combine(p)));

    /// <summary>The analysis of every query file by its name. Skips the test where node's packages are missing.</summary>
    public static Task<IReadOnlyDictionary<string, KqlAnalysis>> AnalyzedAsync()
    {
        Assert.SkipUnless(Directory.Exists(RepositoryRoot.Combine("tests", "services", "node_modules", "@kusto")), "The npm packages of tests/services are not installed; ./test does it.");
        return All.Value;
    }

    public static async Task<IReadOnlyDictionary<string, KqlAnalysis>> AnalyzeAsync(IReadOnlyDictionary<string, string> texts, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [RepositoryRoot.Combine("tests", "services", "kql.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(JsonConvert.SerializeObject(texts.Select(t => new { name = t.Key, text = Filled(t.Value) })).AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return JsonConvert.DeserializeObject<List<KqlAnalysis>>(await output)!.ToDictionary(a => a.Name);
    }

    private static string Filled(string text) => Parameters.Aggregate(text, (t, p) => t.Replace(p.Key, p.Value, StringComparison.Ordinal));
}
