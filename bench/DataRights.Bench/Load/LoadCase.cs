using DataRights.Bench.Measuring;

namespace DataRights.Bench.Load;

/// <summary>Thousands of queued requests for typical people, worked by the embedded composition: prints a table, and fails when a request was lost or done twice.</summary>
internal static class LoadCase
{
    public static async Task<bool> RunAsync(int requests, bool azurite, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = await BenchServer.StartAsync(cancellationToken);
        using var blobs = azurite ? await BenchServer.StartAzuriteAsync(cancellationToken) : null;
        var directory = Directory.CreateTempSubdirectory("data-rights-load.");
        try
        {
            await Console.Error.WriteLineAsync($"Seeding {requests:n0} people with {LoadRun.Rows} rows …");
            await LoadPeople.CreateAsync(server.Connection, cancellationToken);
            await LoadPeople.SeedAsync(server.Connection, 1, requests + LoadRun.Bystanders(requests), LoadRun.Rows, cancellationToken);
            await LoadPeople.IndexAsync(server.Connection, cancellationToken);
            var result = await ChildProcess.RunAsync<LoadResult>(
                ["load", FormattableString.Invariant($"{requests}"), directory.FullName, blobs?.Connection ?? ""], server.Connection, cancellationToken);
            Print(result, azurite, output);
            return result.Findings.Count == 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Print(LoadResult r, bool azurite, TextWriter output)
    {
        output.WriteLine("| state in | requests | submitted/s | worked/s | run p50 s | p95 | p99 | queue to done p50 s | p95 | p99 | CPU s | peak MB |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        output.WriteLine(FormattableString.Invariant(
            $"| {(azurite ? "Azurite" : "directory")} | {r.Requests:n0} | {r.Requests / r.SubmitSeconds:f0} | {r.Requests / r.WorkSeconds:f1} | {r.RunSeconds[0]:f3} | {r.RunSeconds[1]:f3} | {r.RunSeconds[2]:f3} | {r.QueueToDone[0]:f1} | {r.QueueToDone[1]:f1} | {r.QueueToDone[2]:f1} | {r.CpuSeconds:f0} | {r.PeakBytes / 1e6:f0} |"));
        output.WriteLine();
        output.WriteLine("Calls of the store for each request:");
        foreach (var call in r.StoreCalls.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            output.WriteLine(FormattableString.Invariant($"  {call.Key}: {call.Value:f2}"));
        }

        output.WriteLine(r.Findings.Count == 0 ? "\nNone lost, none done twice." : $"\nWRONG:\n  {string.Join("\n  ", r.Findings.Take(20))}");
    }
}
