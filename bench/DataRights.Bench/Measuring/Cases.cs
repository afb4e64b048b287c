using System.IO.Compression;
using DataRights.Export;
using DataRights.Requests;

namespace DataRights.Bench.Measuring;

/// <summary>What runs in a process of its own.</summary>
internal static class Cases
{
    public const string Export = "export";
    public const string Deletion = "deletion";

    public static Task<Measurement> RunAsync(string name, int person, string connection, CancellationToken cancellationToken) => name switch
    {
        Export => ExportAsync(person, connection, cancellationToken),
        Deletion => DeleteAsync(person, connection, cancellationToken),
        _ => throw new ArgumentException($"There is no case '{name}'.", nameof(name)),
    };

    /// <summary>The archive is checked after the measurement, which the check is no part of.</summary>
    private static async Task<Measurement> ExportAsync(int person, string connection, CancellationToken cancellationToken)
    {
        await using var engine = new Engine(connection);
        using var check = new CheckMeter();
        var meter = new Meter();
        var request = await engine.DoAsync(RequestKind.Access, person, cancellationToken);
        var archive = request.Archive!;
        var measured = meter.Read(archive.Rows, request.Outcome!) with { CheckWallSeconds = check.WallSeconds, CheckCpuSeconds = check.CpuSeconds };

        await using var stream = (await engine.Store.OpenReadAsync(archive.ObjectName, cancellationToken))!;
        var report = await ArchiveVerifier.VerifyAsync(stream, cancellationToken);
        if (!report.Holds || report.Rows != archive.Rows)
        {
            throw new InvalidOperationException($"The archive does not hold: {string.Join(' ', report.Findings)}");
        }

        stream.Position = 0;
        await using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        var json = zip.Entries.Where(e => e.FullName.Contains("/data/tables/", StringComparison.Ordinal)).Sum(e => e.Length);
        var planned = await engine.EstimateAsync(person, cancellationToken);
        return measured with { DataBytes = json, ArchiveBytes = archive.Bytes, PlannedBytes = planned.ArchiveBytes, PlannedSeconds = planned.Seconds };
    }

    private static async Task<Measurement> DeleteAsync(int person, string connection, CancellationToken cancellationToken)
    {
        await using var engine = new Engine(connection);
        using var locks = new LockMeter();
        var meter = new Meter();
        var request = await engine.DoAsync(RequestKind.Deletion, person, cancellationToken);
        var planned = request.Steps.First(s => s.Name == "plan").Counts.Values.Sum();
        foreach (var (before, step) in request.Steps.Prepend(null).Zip(request.Steps))
        {
            await Console.Error.WriteLineAsync($"  {step.Name}: {(step.At - (before?.At ?? request.Received)).TotalSeconds:f1} s");
        }

        return meter.Read(planned, request.Outcome!) with { LongestLock = locks.Longest };
    }
}
