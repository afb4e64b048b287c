using System.Diagnostics;
using Newtonsoft.Json;

namespace DataRights.Bench.Measuring;

/// <summary>Runs one case in a fresh process, so that its memory is its own.</summary>
internal static class ChildProcess
{
    public const string ConnectionVariable = "DATA_RIGHTS_BENCH_CONNECTION";

    public static Task<Measurement> RunAsync(string name, int person, string connection, CancellationToken cancellationToken) =>
        RunAsync<Measurement>([name, FormattableString.Invariant($"{person}")], connection, cancellationToken);

    /// <summary>What the case printed on its standard output; its errors go where this process's do.</summary>
    public static async Task<T> RunAsync<T>(IEnumerable<string> arguments, string connection, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        start.ArgumentList.Add("child");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[ConnectionVariable] = connection;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonConvert.DeserializeObject<T>(output)!
            : throw new InvalidOperationException($"The case '{string.Join(' ', start.ArgumentList)}' ended with exit code {process.ExitCode}.");
    }
}
