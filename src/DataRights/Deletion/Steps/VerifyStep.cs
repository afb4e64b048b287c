using System.Globalization;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>Looks again, in every source, for every captured row, replaced value and file. Complete is a checked fact.</summary>
internal sealed class VerifyStep(DataMap map, SourceSet sources, IFootprintLocator locator, CaptureStore captures, TimeProvider time) : IDeletionStep
{
    public string Name => "verify";

    public async Task<JobResult?> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        var residue = new List<Residue>();
        var state = DeletionState.Of(run.Request);
        var (checkedRows, checkedChunks) = (state.CheckedRows, state.CheckedChunks);
        await foreach (var chunk in captures.ReadRowsAsync(run.Request.Id, checkedChunks, state.Chunks, cancellationToken))
        {
            checkedRows += chunk.Count;
            checkedChunks++;
            var rows = chunk.Where(r => !map.Collection(r.Collection).IsFiles).ToList();
            foreach (var source in sources.AllRows)
            {
                residue.AddRange(await source.FindResidueAsync(map, rows, cancellationToken));
            }

            if (run.SliceUsedUp && residue.Count == 0 && checkedChunks < state.Chunks)
            {
                await RememberAsync(run, checkedRows, checkedChunks, cancellationToken);
                return JobResult.Continue;
            }
        }

        residue.AddRange(await new Arrivals(map, sources, captures).FindAsync(run, cancellationToken));
        residue.AddRange(await FilesLeftAsync(run, cancellationToken));
        if (residue.Count > 0)
        {
            return await ReportAsync(run, residue, cancellationToken);
        }

        var now = time.GetUtcNow();
        await run.EndAsync(Name, LedgerCodes.Verified, new Dictionary<string, long> { ["checked"] = checkedRows, ["left"] = 0 }, now,
            s => s with { CheckedRows = checkedRows, CheckedChunks = 0, VerifiedAt = now }, cancellationToken);
        return null;
    }

    private static Task RememberAsync(IRun run, long rows, int chunks, CancellationToken cancellationToken) =>
        run.CheckpointAsync(r => r with { Checkpoint = (DeletionState.Of(r) with { CheckedRows = rows, CheckedChunks = chunks }).ToString() }, cancellationToken);

    private async Task<IReadOnlyList<Residue>> FilesLeftAsync(IRun run, CancellationToken cancellationToken)
    {
        var left = new List<Residue>();
        foreach (var collection in new ErasureOrder(map, map.Collection(run.Root.Collection)).Files)
        {
            var files = new SubjectFiles(collection, map, sources, locator, captures);
            var count = await files.KeptAsync(run, cancellationToken).NamesAsync().LongCountAsync(cancellationToken);
            if (count > 0)
            {
                left.Add(new Residue(collection.Name, "file", count));
            }
        }

        return left;
    }

    private static async Task<JobResult> ReportAsync(IRun run, List<Residue> residue, CancellationToken cancellationToken)
    {
        // The retry looks for everything again.
        await RememberAsync(run, 0, 0, cancellationToken);
        var totals = residue.GroupBy(r => (r.Collection, r.Kind)).Select(g => new Residue(g.Key.Collection, g.Key.Kind, g.Sum(r => r.Rows))).ToList();
        await run.RecordAsync(
            $"e{run.Epoch}/residue", LedgerCodes.ResidueFound,
            totals.ToDictionary(t => $"{t.Collection}.{t.Kind}", t => t.Rows.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        if (residue.Any(r => r.Kind == "file"))
        {
            // Files are destroyed wherever they are listed, so a retry does that by itself.
            await run.CheckpointAsync(r => r with { Steps = [.. r.Steps.Where(s => !s.Name.StartsWith("files:", StringComparison.Ordinal))] }, cancellationToken);
        }

        DeletionMeter.Found(totals);
        return JobResult.Waiting("residue-found", [.. totals.Select(t => t.Kind switch
        {
            "value" => $"{t.Collection}: {t.Rows} kept rows still carry a value that was to be replaced. Look for a trigger or another writer, mend the rows, then retry the request.",
            "reference" => $"{t.Collection}: {t.Rows} rows refer to a row that was deleted; they were written after it. Stop the writer, remove the rows, then retry the request.",
            "arrived" => $"{t.Collection}: {t.Rows} rows of the person were written after the deletion. Stop the writer, remove the rows, then retry the request.",
            "file" => $"{t.Collection}: {t.Rows} files are there again; they were written after the deletion. Stop the writer, then retry the request, which destroys them.",
            _ => $"{t.Collection}: {t.Rows} rows that were deleted are there again. Look for another writer or a restored backup, then retry the request.",
        })]);
    }
}
