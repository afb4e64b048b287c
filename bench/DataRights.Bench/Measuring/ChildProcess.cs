using System.Diagnostics;
using Newtonsoft.Json;

namespace DataRights.Bench.Measuring;

/// <summary>Runs one case in a fresh process, so that its memory is its own.</summary>
internal static class ChildProcess
{
    public const string ConnectionVariable = "DATA_RIGHTS_BENCH_CONNECTION";

    public static async Task<Measurement> RunAsync(string name, int person, string connection, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        start.ArgumentList.Add("child");
        start.ArgumentList.Add(name);
        start.ArgumentList.Add(FormattableString.Invariant($"{person}"));
        start.Environment[ConnectionVariable] = connection;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonConvert.DeserializeObject<Measurement>(output)!
            : throw new InvalidOperationException($"The case '{name}' ended with exit code {process.ExitCode}.");
    }
}
