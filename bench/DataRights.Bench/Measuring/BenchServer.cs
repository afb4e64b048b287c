using System.Diagnostics;

namespace DataRights.Bench.Measuring;

/// <summary>A throwaway server of the tests; it ends with this process.</summary>
internal sealed class BenchServer : IDisposable
{
    private readonly Process process;

    private BenchServer(Process process, string connection)
    {
        this.process = process;
        Connection = connection;
    }

    public string Connection { get; }

    public static Task<BenchServer> StartAsync(CancellationToken cancellationToken) => StartAsync("postgres", [], cancellationToken);

    /// <summary>An Azurite that keeps its data on disk.</summary>
    public static Task<BenchServer> StartAzuriteAsync(CancellationToken cancellationToken) => StartAsync("azurite", ["--disk"], cancellationToken);

    private static async Task<BenchServer> StartAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo(Path.Combine(Root(), "tests", "services", name), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException($"tests/services/{name} could not be started.");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return line?.StartsWith("ready ", StringComparison.Ordinal) == true
            ? new BenchServer(process, line["ready ".Length..])
            : throw new InvalidOperationException($"tests/services/{name} did not start; it says above why.");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DataRightsFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The bench runs from a checkout: no folder above it holds DataRightsFunctions.sln.");
    }
}
