using DataRights.Bench.Baselines;
using DataRights.Bench.Measuring;

namespace DataRights.Bench.Archives;

/// <summary>Files, half of which do not compress, beside Info-ZIP over the same files: it stores all of them, or deflates all of them.</summary>
internal static class FilesCase
{
    private const int Person = 1;

    public static async Task RunAsync(int megabytes, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = await BenchServer.StartAsync(cancellationToken);
        var directory = Directory.CreateTempSubdirectory("data-rights-files.");
        try
        {
            await Console.Error.WriteLineAsync($"Writing {megabytes:n0} MiB of files …");
            await ArchiveData.CreateAsync(server.Connection, cancellationToken);
            await ArchiveFiles.WriteAsync(directory.FullName, Person, megabytes, linked: false, cancellationToken);

            // Once unmeasured, so that all find the files in memory alike.
            var stored = await ZipBaseline.RunAsync(directory.FullName, level: 0, cancellationToken);
            var ours = await ArchiveRun.InChildAsync(server.Connection, Person, directory.FullName, check: true, cancellationToken);
            stored = stored is null ? null : await ZipBaseline.RunAsync(directory.FullName, level: 0, cancellationToken);
            var deflated = stored is null ? null : await ZipBaseline.RunAsync(directory.FullName, level: 6, cancellationToken);

            var report = new Report(output);
            report.Head();
            report.Add("files", ours);
            if (stored is null || deflated is null)
            {
                output.WriteLine("\nzip is not installed (Debian: apt-get install zip), so there is nothing to compare with.");
                return;
            }

            report.Add("zip -0", stored);
            report.Add("zip -6", deflated);
            report.Compare("Beside zip -0, files", ours, stored);
            report.Compare("Beside zip -6, files", ours, deflated);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
