using System.Globalization;
using DataRights.Bench;
using DataRights.Bench.Archives;
using DataRights.Bench.Baselines;
using DataRights.Bench.Fairness;
using DataRights.Bench.Load;
using DataRights.Bench.Measuring;
using DataRights.Bench.Retention;
using Newtonsoft.Json;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

if (args is ["child", "load", var requests, var directory, var azurite])
{
    var settings = new LoadSettings(Environment.GetEnvironmentVariable(ChildProcess.ConnectionVariable)!, directory, azurite.Length == 0 ? null : azurite);
    var loaded = await LoadRun.RunAsync(settings, int.Parse(requests, CultureInfo.InvariantCulture), stop.Token);
    Console.Out.WriteLine(JsonConvert.SerializeObject(loaded));
    return 0;
}

if (args is ["child", "fairness", var small, var place])
{
    var settings = new LoadSettings(Environment.GetEnvironmentVariable(ChildProcess.ConnectionVariable)!, place, null);
    var measured = await FairnessRun.RunAsync(settings, int.Parse(small, CultureInfo.InvariantCulture), FairnessCase.PerSecond, stop.Token);
    Console.Out.WriteLine(JsonConvert.SerializeObject(measured));
    return 0;
}

if (args is ["child", "retention", var days, var state])
{
    var run = await RetentionRun.RunAsync(Environment.GetEnvironmentVariable(ChildProcess.ConnectionVariable)!, state, int.Parse(days, CultureInfo.InvariantCulture), stop.Token);
    Console.Out.WriteLine(JsonConvert.SerializeObject(run));
    return 0;
}

if (args is ["child", "archive", var owner, var files, var check])
{
    var server = Environment.GetEnvironmentVariable(ChildProcess.ConnectionVariable)!;
    var archived = await ArchiveRun.RunAsync(server, int.Parse(owner, CultureInfo.InvariantCulture), files, check == "check", stop.Token);
    Console.Out.WriteLine(JsonConvert.SerializeObject(archived));
    return 0;
}

if (args is ["child", var name, var person])
{
    var connection = Environment.GetEnvironmentVariable(ChildProcess.ConnectionVariable)!;
    var measured = await Cases.RunAsync(name, int.Parse(person, CultureInfo.InvariantCulture), connection, stop.Token);
    Console.Out.WriteLine(JsonConvert.SerializeObject(measured));
    return 0;
}

if (Arguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

switch (arguments.Verb)
{
    case "upload":
        return await Uploads.RunAsync(arguments.Megabytes ?? 1024, Console.Out, stop.Token) ? 0 : 1;
    case "files":
        await FilesCase.RunAsync(arguments.Megabytes ?? 2048, Console.Out, stop.Token);
        return 0;
    case "memory":
        return await MemoryCase.RunAsync(arguments.Megabytes ?? 10_240, Console.Out, stop.Token) ? 0 : 1;
    case "load":
        return await LoadCase.RunAsync(arguments.Requests ?? 10_000, arguments.Azurite, Console.Out, stop.Token) ? 0 : 1;
    case "retention":
        return await RetentionCase.RunAsync(arguments.Rows ?? 10_000_000, Console.Out, stop.Token) ? 0 : 1;
    case "fairness":
        return await FairnessCase.RunAsync(arguments.Requests ?? 1_000, arguments.Rows ?? 10_000_000, Console.Out, stop.Token) ? 0 : 1;
}

var rows = arguments.Rows ?? 1_000_000;

using var database = await BenchServer.StartAsync(stop.Token);
Console.Error.WriteLine($"Seeding 10,000 people, two of them with {rows:n0} rows …");
await BenchData.SeedAsync(database.Connection, rows, stop.Token);

var report = new Report(Console.Out);
report.Head();
if (arguments.Verb is null or "export")
{
    await ExportsAsync();
}

if (arguments.Verb is null or "deletion")
{
    await DeletionsAsync();
}

foreach (var failure in report.Failures)
{
    Console.Error.WriteLine(failure);
}

return report.Failures.Count == 0 ? 0 : 1;

async Task ExportsAsync()
{
    const int Rounds = 3;

    // Once unmeasured, so that neither finds a colder database than the other.
    await CopyBaseline.RunAsync(BenchData.Large, database.Connection, stop.Token);
    var small = await ChildProcess.RunAsync(Cases.Export, BenchData.Small, database.Connection, stop.Token);
    var tenth = await ChildProcess.RunAsync(Cases.Export, BenchData.Tenth, database.Connection, stop.Token);
    var (larges, copies) = (new List<Measurement>(), new List<Measurement>());
    for (var round = 0; round < Rounds; round++)
    {
        // In turns, so that what else the machine does meets both.
        larges.Add(await ChildProcess.RunAsync(Cases.Export, BenchData.Large, database.Connection, stop.Token));
        if (await CopyBaseline.RunAsync(BenchData.Large, database.Connection, stop.Token) is { } copied)
        {
            copies.Add(copied);
        }
    }

    var (large, copy) = (Median(larges), copies.Count == 0 ? null : Median(copies));
    report.Add("export", small);
    report.Add("export", tenth);
    report.Add("export", large);
    report.Judge(large, tenth);
    if (copy is not null)
    {
        report.Add("psql COPY, gzip -6", copy with { Rows = large.Rows });
        report.Compare("Export", large, copy);
    }

    report.Check("Export", large);
    report.Planned("Export", large);
}

async Task DeletionsAsync()
{
    var small = await ChildProcess.RunAsync(Cases.Deletion, BenchData.Small, database.Connection, stop.Token);
    var tenth = await ChildProcess.RunAsync(Cases.Deletion, BenchData.Tenth, database.Connection, stop.Token);
    var large = await ChildProcess.RunAsync(Cases.Deletion, BenchData.Large, database.Connection, stop.Token);
    var byHand = await DeleteBaseline.RunAsync(BenchData.Twin, database.Connection, stop.Token);
    report.Add("deletion", small);
    report.Add("deletion", tenth);
    report.Add("deletion", large);
    report.Add("deletes by hand", byHand);
    report.Compare("Deletion", large, byHand);
}

static Measurement Median(List<Measurement> measured) => measured.OrderBy(m => m.WallSeconds).ElementAt(measured.Count / 2);
