using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>Runs a program of others that judges our archives; a test that needs one that is not installed is skipped with its name.</summary>
public static class Tool
{
    /// <summary>Where the npm packages of the tests are, once <c>./test</c> has installed them.</summary>
    public static string Services { get; } = Find();

    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await errors; // read, so that the program is not held up; warnings are not its judgement
        return (process.ExitCode, await output);
    }

    /// <summary>Runs a line of bash, which finds the arguments as <c>$1</c>, <c>$2</c> …; skips the test when a program that it needs is not installed.</summary>
    public static async Task<(int ExitCode, string Output)> BashAsync(IEnumerable<string> needed, string line, params string[] arguments)
    {
        foreach (var program in needed)
        {
            Assert.SkipUnless((await RunAsync("sh", "-c", "command -v \"$1\"", "sh", program)).ExitCode == 0, $"{program} is not installed.");
        }

        return await RunAsync("bash", ["-c", "set -eo pipefail; export LC_ALL=C.UTF-8; " + line, "bash", .. arguments]);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{start.FileName} is not installed.");
            throw;
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DataRightsFunctions.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "services");
            }
        }

        throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}
