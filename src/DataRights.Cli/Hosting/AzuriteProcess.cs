using System.Diagnostics;
using System.Net.Sockets;
using DataRights.Azure.Storage;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Hosting;

/// <summary>
/// Azurite beside the host: the one that answers at the endpoint already, or one started here, which keeps its data in the
/// data directory and ends with the host however that ends.
/// </summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private const string InCheckout = "tests/services/node_modules/azurite/dist/src/blob/main.js";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process? process;

    private AzuriteProcess(Process? process) => this.process = process;

    /// <summary>Makes sure that Azurite answers and has the container. Does nothing for a host that keeps its state in a directory.</summary>
    /// <exception cref="CommandException">There is none, and none can be started.</exception>
    public static async Task<AzuriteProcess> OpenAsync(EmbeddedSettings settings, Output output, CancellationToken cancellationToken)
    {
        if (settings.Azurite is not { } azurite)
        {
            return new(null);
        }

        var started = await AnswersAsync(azurite.Endpoint, cancellationToken) ? null : Start(azurite.Endpoint, settings.DataDirectory);
        var own = new AzuriteProcess(started);
        try
        {
            await own.WaitAsync(azurite.Endpoint, cancellationToken);
            using var store = new BlobObjectStore(azurite.Options, TimeProvider.System);
            await store.EnsureContainerAsync(cancellationToken);
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }

        output.Line($"State lies in container {azurite.Options.Container} of {(started is null ? "the Azurite" : "an Azurite started")} at {azurite.Endpoint}.");
        return own;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }

    private static async Task<bool> AnswersAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static Process Start(Uri endpoint, string dataDirectory)
    {
        var command = Find() ?? throw new CommandException(
            $"Nothing answers at {endpoint}, and Azurite is not installed. Run 'npm ci --ignore-scripts' in tests/services (Node 20 or later), or 'npm install --global azurite', or start one yourself and name it with --azurite-endpoint.");
        if (!endpoint.IsLoopback)
        {
            throw new CommandException($"Nothing answers at {endpoint}.");
        }

        var location = Path.Combine(dataDirectory, "azurite");
        Directory.CreateDirectory(location);
        string[] arguments = [.. command, "--blobHost", endpoint.Host, "--blobPort", $"{endpoint.Port}", "--location", location, "--skipApiVersionCheck", "--disableTelemetry", "--silent"];

        // The shell ends it when the pipe from here breaks, also when this process is killed outright.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" </dev/null >\"$0\" 2>&1 & child=$!; read -r line; kill \"$child\" 2>/dev/null; wait", Path.Combine(location, "azurite.log"), .. arguments])
        {
            RedirectStandardInput = true,
        };
        return Process.Start(start) ?? throw new CommandException("Azurite could not be started.");
    }

    private static string[]? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var main = Path.Combine(folder.FullName, InCheckout);
            if (File.Exists(main))
            {
                return ["node", main];
            }
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator).Select(p => Path.Combine(p, "azurite-blob")).FirstOrDefault(File.Exists) is { } installed ? [installed] : null;
    }

    private async Task WaitAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); !await AnswersAsync(endpoint, cancellationToken); await Task.Delay(50, cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience || process is { HasExited: true })
            {
                throw new CommandException($"Azurite does not answer at {endpoint}. Its log is azurite/azurite.log in the data directory.");
            }
        }
    }
}
