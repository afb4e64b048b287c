using System.Diagnostics;
using DataRights.Bench.Measuring;

namespace DataRights.Bench.Load;

/// <summary>The load case in a process of its own: queues all requests, then has them worked, then checks.</summary>
internal static class LoadRun
{
    public const int Rows = 200;
    private const int ArchivesChecked = 50;

    /// <summary>How many people of whom nothing is asked: theirs must be as before.</summary>
    public static int Bystanders(int requests) => Math.Max(10, requests / 20);

    public static async Task<LoadResult> RunAsync(LoadSettings settings, int requests, CancellationToken cancellationToken)
    {
        var deleted = Enumerable.Range(1, requests).Where(p => p % 2 != 0).ToList();
        var before = await LoadPeople.LookAsync(settings.Database, deleted, cancellationToken);
        await using var host = await LoadHost.OpenAsync(settings, null, cancellationToken);
        var meter = new Meter();
        var submitting = Stopwatch.StartNew();
        var asked = await Asking.SubmitAsync(host.Requests, Enumerable.Range(1, requests), cancellationToken);
        var submitSeconds = submitting.Elapsed.TotalSeconds;
        await Console.Error.WriteLineAsync(FormattableString.Invariant($"  queued {requests} in {submitSeconds:f1} s"));

        var working = Stopwatch.StartNew();
        await host.StartAsync(cancellationToken);
        await DoneAsync(host, requests, cancellationToken);
        await host.DrainAsync(cancellationToken);
        var workSeconds = working.Elapsed.TotalSeconds;
        await host.StopAsync();
        var measured = meter.Read(0, "");
        var calls = host.Store.Counts.ToDictionary(c => $"{c.Key.Area} {c.Key.Kind}", c => c.Value / (double)requests);

        var findings = new List<string>(await new LoadChecks(host, asked).RunAsync(Rows, ArchivesChecked, cancellationToken));
        var after = await LoadPeople.LookAsync(settings.Database, deleted, cancellationToken);
        if (before.Rows != (long)deleted.Count * Rows || after.Rows != 0)
        {
            findings.Add($"{after.Rows} of {before.Rows} rows of deleted people are left");
        }

        if (after.Others != before.Others)
        {
            findings.Add("rows of people who were not deleted have changed");
        }

        var (queued, running) = (new List<double>(), new List<double>());
        foreach (var request in asked)
        {
            var record = (await host.Requests.GetAsync(request.Id, cancellationToken))!;
            queued.Add((record.Ended!.Value - record.Received).TotalSeconds);
            running.Add((record.Ended.Value - record.Started!.Value).TotalSeconds);
        }

        return new LoadResult(requests, submitSeconds, workSeconds, measured.CpuSeconds, measured.PeakBytes, Percentiles.Usual(queued), Percentiles.Usual(running), calls, findings);
    }

    private static async Task DoneAsync(LoadHost host, int requests, CancellationToken cancellationToken)
    {
        var told = Stopwatch.StartNew();
        while (host.Store.EndedClaims < requests)
        {
            await Task.Delay(20, cancellationToken);
            if (told.Elapsed > TimeSpan.FromSeconds(10))
            {
                await Console.Error.WriteLineAsync($"  {host.Store.EndedClaims} done");
                told.Restart();
            }
        }
    }
}
