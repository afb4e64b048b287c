using System.Diagnostics;
using System.Text;

namespace DataRights.Testing.Processes;

/// <summary>
/// The built <c>datarights</c> command as a child process, with its output in memory and in a file. Never outlives the
/// test process. The test project must reference <c>DataRights.Cli</c>, whose build lies beside the tests then.
/// </summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Watchdog watchdog;
    private readonly ProcessOutput output;
    private readonly Task ended;

    private HostProcess(Process process, string logFile)
    {
        this.process = process;
        watchdog = new Watchdog(process.Id);
        output = new ProcessOutput(logFile);
        ended = ReadToEndAsync();
    }

    public int Id => process.Id;

    /// <summary>Everything that was written to stdout and stderr so far, line by line as it came.</summary>
    public string Output => output.Text;

    public bool HasEnded => ended.IsCompleted;

    /// <summary>Its exit code; 137 after SIGKILL. Only once it has ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Starts the command. Output is appended to the file, so that one file tells a series of starts.</summary>
    public static HostProcess Start(string logFile, params IEnumerable<string> arguments) =>
        Start(logFile, new Dictionary<string, string>(), arguments);

    /// <summary>Starts the command with more in its environment.</summary>
    public static HostProcess Start(string logFile, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var command = Path.Combine(AppContext.BaseDirectory, "DataRights.Cli.dll");
        if (!File.Exists(command))
            throw new FileNotFoundException("DataRights.Cli.dll is not beside the tests: the test project must reference DataRights.Cli.", command);

        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [command, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        process.StandardInput.Close();
        return new HostProcess(process, logFile);
    }

    /// <summary>Runs a command that ends by itself.</summary>
    public static async Task<HostProcess> RunAsync(string logFile, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var host = Start(logFile, arguments);
        try
        {
            await host.WaitForEndAsync(cancellationToken);
            return host;
        }
        catch (OperationCanceledException)
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first line that holds the text, also when it was written already.</summary>
    /// <exception cref="InvalidOperationException">It ended without such a line; the message quotes its output.</exception>
    public async Task<string> WaitForLineAsync(string part, CancellationToken cancellationToken)
    {
        var line = output.FirstLineWith(part);
        await Task.WhenAny(line, ended).WaitAsync(cancellationToken);
        return line.IsCompleted
            ? await line
            : throw new InvalidOperationException($"The process ended with exit code {ExitCode} and never wrote '{part}'. Its output:\n{Output}");
    }

    /// <summary>Waits until it is gone and everything that it wrote is read.</summary>
    public Task WaitForEndAsync(CancellationToken cancellationToken) => ended.WaitAsync(cancellationToken);

    /// <summary>Ends it in the middle of whatever it does (SIGKILL) and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (!ended.IsCompleted)
            process.Kill();

        await ended;
    }

    /// <summary>Asks it to end (SIGTERM) and waits until it is gone. Cancelled, it is left running.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        if (!ended.IsCompleted)
            Signals.SendTerminate(process.Id);

        await WaitForEndAsync(cancellationToken);
        return ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private async Task ReadToEndAsync()
    {
        await Task.WhenAll(output.ReadAsync(process.StandardOutput), output.ReadAsync(process.StandardError));
        await process.WaitForExitAsync(CancellationToken.None);
        watchdog.Dispose();
    }
}
