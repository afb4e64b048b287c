using System.Diagnostics;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Testing.Processes;

/// <summary>Runs a script of <c>tests/services</c>, which judges ours by packages of others. Skips the test where these are not installed.</summary>
public static class NodeScript
{
    private static readonly string Services = RepositoryRoot.Combine("tests", "services");

    /// <summary>The exit code and what the script printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script, string file, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Services, "node_modules")), "The npm packages of tests/services are not installed; ./test does it.");
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Services, script), file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
