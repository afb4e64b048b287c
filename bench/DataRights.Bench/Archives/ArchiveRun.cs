using DataRights.Bench.Measuring;
using DataRights.Export;
using DataRights.Requests;

namespace DataRights.Bench.Archives;

/// <summary>Exports one person with their files, in a process of its own.</summary>
internal static class ArchiveRun
{
    public static Task<Measurement> InChildAsync(string connection, int person, string files, bool check, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync<Measurement>(["archive", FormattableString.Invariant($"{person}"), files, check ? "check" : ""], connection, cancellationToken);

    /// <summary>The archive is checked after the measurement, which the check is no part of.</summary>
    public static async Task<Measurement> RunAsync(string connection, int person, string files, bool check, CancellationToken cancellationToken)
    {
        await using var engine = new Engine(connection, files);
        var meter = new Meter();
        var request = await engine.DoAsync(RequestKind.Access, person, cancellationToken);
        var archive = request.Archive!;
        var data = request.Steps.Where(s => s.Counts.ContainsKey("bytes")).Sum(s => s.Counts["bytes"]);
        var measured = meter.Read(archive.Rows, request.Outcome!) with { DataBytes = data, ArchiveBytes = archive.Bytes };
        if (check)
        {
            await using var stream = (await engine.Store.OpenReadAsync(archive.ObjectName, cancellationToken))!;
            var report = await ArchiveVerifier.VerifyAsync(stream, cancellationToken);
            if (!report.Holds)
            {
                throw new InvalidOperationException($"The archive does not hold: {string.Join(' ', report.Findings)}");
            }
        }

        return measured;
    }
}
