using System.Diagnostics;

namespace DataRights.Tests.Storage;

/// <summary>Runs one explicit test of this executable in a process of its own, so that it can be raced with and killed.</summary>
internal static class ChildProcess
{
    public const string DirectoryVariable = "DATARIGHTS_TEST_DIRECTORY";
    public const string NameVariable = "DATARIGHTS_TEST_CHILD";

    public static string? Directory => Environment.GetEnvironmentVariable(DirectoryVariable);

    public static string? Name => Environment.GetEnvironmentVariable(NameVariable);

    public static Process Start(Type type, string method, string directory, string name)
    {
        var info = new ProcessStartInfo(Path.ChangeExtension(typeof(ChildProcess).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null)!)
        {
            ArgumentList = { "-method", $"{type.FullName}.{method}", "-explicit", "only", "-noColor" },
            Environment = { [DirectoryVariable] = directory, [NameVariable] = name },
            RedirectStandardOutput = true,
        };
        return Process.Start(info) ?? throw new InvalidOperationException("The child did not start.");
    }

    public static async Task EndAsync(Process process, CancellationToken cancellationToken)
    {
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Xunit.Assert.True(process.ExitCode == 0, output);
    }
}
