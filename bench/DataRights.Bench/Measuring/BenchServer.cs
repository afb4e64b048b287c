using System.Diagnostics;

namespace DataRights.Bench.Measuring;

/// <summary>The throwaway PostgreSQL of the tests; it ends with this process.</summary>
internal sealed class BenchServer : IDisposable
{
    private readonly Process process;

    private BenchServer(Process process, string connection)
    {
        this.process = process;
        Connection = connection;
    }

    public string Connection { get; }

    public static async Task<BenchServer> StartAsync(CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo(Path.Combine(Root(), "tests", "services", "postgres"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("tests/services/postgres could not be started.");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return line?.StartsWith("ready ", StringComparison.Ordinal) == true
            ? new BenchServer(process, line["ready ".Length..])
            : throw new InvalidOperationException("tests/services/postgres did not start; it says above why.");
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
