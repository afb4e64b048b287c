using DataRights.Bench.Measuring;

namespace DataRights.Bench.Archives;

/// <summary>Peak memory of exports of a hundredth, a tenth and all of a size, once of rows and once of files.</summary>
internal static class MemoryCase
{
    /// <summary>False when one of them took more than an export may.</summary>
    public static async Task<bool> RunAsync(int megabytes, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = await BenchServer.StartAsync(cancellationToken);
        var directory = Directory.CreateTempSubdirectory("data-rights-memory.");
        try
        {
            await ArchiveData.CreateAsync(server.Connection, cancellationToken);
            var report = new Report(output);
            report.Head();
            var person = 1;
            foreach (var size in new[] { megabytes / 100, megabytes / 10, megabytes })
            {
                await Console.Error.WriteLineAsync($"{size:n0} MiB of rows, then of files …");
                await ArchiveData.AddDocumentsAsync(server.Connection, person, size, cancellationToken);
                await RunAsync($"rows, {size:n0} MiB", person++);
                await ArchiveFiles.WriteAsync(directory.FullName, person, size, linked: true, cancellationToken);
                await RunAsync($"files, {size:n0} MiB", person);
                Directory.Delete(ArchiveFiles.FolderOf(directory.FullName, person++), recursive: true);
            }

            foreach (var failure in report.Failures)
            {
                await Console.Error.WriteLineAsync(failure);
            }

            return report.Failures.Count == 0;

            async Task RunAsync(string name, int of)
            {
                var measured = await ArchiveRun.InChildAsync(server.Connection, of, directory.FullName, check: false, cancellationToken);
                report.Add(name, measured);
                report.Judge(name, measured);
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
