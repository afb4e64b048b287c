using DataRights.Bench.Load;
using DataRights.Bench.Measuring;

namespace DataRights.Bench.Fairness;

/// <summary>What small requests wait while a very large one is worked beside them, and while as many large ones are there as workers.</summary>
internal static class FairnessCase
{
    /// <summary>How many small requests arrive in a second.</summary>
    public const double PerSecond = 5;

    public static async Task<bool> RunAsync(int requests, int rows, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = await BenchServer.StartAsync(cancellationToken);
        var directory = Directory.CreateTempSubdirectory("data-rights-fairness.");
        try
        {
            await Console.Error.WriteLineAsync($"Seeding one person with {rows:n0} rows, eight with a fiftieth of that, {FairnessPeople.SmallIn(requests):n0} with {LoadRun.Rows} …");
            await LoadPeople.CreateAsync(server.Connection, cancellationToken);
            await LoadPeople.SeedAsync(server.Connection, FairnessPeople.Largest, FairnessPeople.Largest, rows, cancellationToken);
            await LoadPeople.SeedAsync(server.Connection, FairnessPeople.FirstLarge, FairnessPeople.LastLarge, Math.Max(rows / 50, 25_000), cancellationToken);
            await LoadPeople.SeedAsync(server.Connection, FairnessPeople.FirstSmall, FairnessPeople.FirstSmall + FairnessPeople.SmallIn(requests) + 40, LoadRun.Rows, cancellationToken);
            await LoadPeople.IndexAsync(server.Connection, cancellationToken);
            var results = await ChildProcess.RunAsync<List<FairnessResult>>(
                ["fairness", FormattableString.Invariant($"{requests}"), directory.FullName], server.Connection, cancellationToken);
            Print(results, rows, output);
            return results.All(r => r.Findings.Count == 0);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Print(List<FairnessResult> results, int rows, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"The largest has {rows:n0} rows; small requests arrive at {PerSecond} a second."));
        output.WriteLine();
        output.WriteLine("| beside | small alone p50 s | p95 | small beside p50 s | p95 | p99 | small done beside | large took s | most large at once | peak MB |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- | ---: |");
        foreach (var r in results)
        {
            var lasted = string.Join(", ", r.LargeSeconds.Select(s => FormattableString.Invariant($"{s:f0}")));
            var lanes = string.Join(", ", r.MostLarge.Select(l => $"{l.Key} {l.Value}"));
            output.WriteLine(FormattableString.Invariant(
                $"| {r.Case} | {r.Alone[0]:f2} | {r.Alone[1]:f2} | {r.Beside[0]:f2} | {r.Beside[1]:f2} | {r.Beside[2]:f2} | {r.SmallBeside} | {lasted} | {lanes} | {r.PeakBytes / 1e6:f0} |"));
        }

        foreach (var finding in results.SelectMany(r => r.Findings))
        {
            output.WriteLine($"WRONG: {finding}");
        }
    }
}
