using System.Diagnostics;
using DataRights.Bench.Load;
using DataRights.Bench.Measuring;
using DataRights.Requests;
using DataRights.Requests.Turns;

namespace DataRights.Bench.Fairness;

/// <summary>The fairness case in a process of its own. Small requests arrive evenly, slower than they can be worked, so that what one waits is what others make it wait.</summary>
internal sealed class FairnessRun(LoadHost host, int requests, double perSecond)
{
    private readonly Meter meter = new();
    private readonly Dictionary<string, int> mostLarge = [];
    private int next = FairnessPeople.FirstSmall;

    public static async Task<IReadOnlyList<FairnessResult>> RunAsync(LoadSettings settings, int requests, double perSecond, CancellationToken cancellationToken)
    {
        await using var host = await LoadHost.OpenAsync(settings, null, cancellationToken);
        await host.StartAsync(cancellationToken);
        var run = new FairnessRun(host, requests, perSecond);
        await run.WarmUpAsync(cancellationToken);
        var large = Enumerable.Range(FairnessPeople.FirstLarge, FairnessPeople.LastLarge - FairnessPeople.FirstLarge + 1).ToList();
        return
        [
            await run.MeasureAsync("export of the largest", [(RequestKind.Access, FairnessPeople.Largest)], cancellationToken),
            await run.MeasureAsync("deletion of the largest", [(RequestKind.Deletion, FairnessPeople.Largest)], cancellationToken),
            await run.MeasureAsync("as many large ones as slots, twice", [.. large.Select((p, i) => (i % 2 == 0 ? RequestKind.Access : RequestKind.Deletion, p))], cancellationToken),
        ];
    }

    private async Task<FairnessResult> MeasureAsync(string name, IReadOnlyList<(RequestKind Kind, int Person)> large, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"  {name} …");
        mostLarge.Clear();
        var alone = await StreamAsync(requests / 2, () => true, cancellationToken);
        var watch = Stopwatch.StartNew();
        var asked = new List<Asked>();
        foreach (var (kind, person) in large)
        {
            asked.Add(await Asking.SubmitAsync(host.Requests, kind, person, cancellationToken));
        }

        var over = WaitAsync(asked, cancellationToken);
        var beside = await StreamAsync(requests, () => !over.IsCompleted, cancellationToken);
        await over;
        await Console.Error.WriteLineAsync(FormattableString.Invariant($"    large ones done after {watch.Elapsed.TotalSeconds:f1} s"));
        alone = [.. alone, .. await StreamAsync(requests - (requests / 2), () => true, cancellationToken)];

        var findings = new List<string>();
        var lasted = new List<double>();
        foreach (var request in asked)
        {
            var record = (await host.Requests.GetAsync(request.Id, cancellationToken))!;
            lasted.Add((record.Ended!.Value - record.Received).TotalSeconds);
            if (record.Status != RequestStatus.Completed)
            {
                findings.Add($"{record.Kind} {record.Id} is {record.Status}: {record.Outcome}");
            }
        }

        foreach (var lane in host.Get<RequestTurns>().Look().Where(l => mostLarge.GetValueOrDefault(l.Name) > l.MostLarge))
        {
            findings.Add($"{mostLarge[lane.Name]} large runs at once on {lane.Name}");
        }

        return new FairnessResult(name, Percentiles.Usual(alone), Percentiles.Usual(beside), beside.Count, lasted, new Dictionary<string, int>(mostLarge), meter.Read(0, "").PeakBytes, findings);
    }

    /// <summary>So that nothing is compiled or connected in what is measured.</summary>
    private async Task WarmUpAsync(CancellationToken cancellationToken) => await StreamAsync(Math.Min(requests, 40), () => true, cancellationToken);

    /// <summary>Submits small requests one after another while it may, and waits for them; their times from queue to done.</summary>
    private async Task<IReadOnlyCollection<double>> StreamAsync(int most, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        var asked = new List<Asked>();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < most && goesOn(); i++)
        {
            var person = next++;
            asked.Add(await Asking.SubmitAsync(host.Requests, person % 2 == 0 ? RequestKind.Access : RequestKind.Deletion, person, cancellationToken));
            Look();
            var due = TimeSpan.FromSeconds((i + 1) / perSecond) - watch.Elapsed;
            await Task.Delay(due > TimeSpan.Zero ? due : TimeSpan.Zero, cancellationToken);
        }

        var records = await WaitAsync(asked, cancellationToken);
        return [.. records.Select(r => (r.Ended!.Value - r.Received).TotalSeconds)];
    }

    private async Task<IReadOnlyList<RequestRecord>> WaitAsync(IReadOnlyList<Asked> asked, CancellationToken cancellationToken)
    {
        var ended = new List<RequestRecord>();
        foreach (var request in asked)
        {
            while (true)
            {
                var record = (await host.Requests.GetAsync(request.Id, cancellationToken))!;
                if (record.Ended is not null)
                {
                    ended.Add(record);
                    break;
                }

                Look();
                await Task.Delay(200, cancellationToken);
            }
        }

        return ended;
    }

    private void Look()
    {
        lock (mostLarge)
        {
            foreach (var lane in host.Get<RequestTurns>().Look())
            {
                mostLarge[lane.Name] = Math.Max(mostLarge.GetValueOrDefault(lane.Name), lane.Large);
            }
        }
    }
}
