using System.Globalization;
using DataRights.Deletion.Searching;
using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>
/// Looks again, in every source, for every captured row, replaced value and file, and locates the person once more. What is
/// found is swept in another round; when that has been done often enough, an operator is asked.
/// </summary>
internal sealed class Verification(DeletionRun run)
{
    /// <summary>
    /// Passed when nothing is left, with what a deep search found beside. Otherwise how the run ends here, or null when another round
    /// has begun.
    /// </summary>
    public async Task<(bool Passed, JobResult? Ended, DeepFindings? Deep)> RunAsync(string step, CancellationToken cancellationToken)
    {
        var residue = new List<Residue>();
        var footprint = await run.FootprintAsync(cancellationToken);
        foreach (var (source, _) in run.Erasure.Order.Sources)
        {
            var session = await run.NotedAsync(source, cancellationToken);
            residue.AddRange(await session.FindResidueAsync(cancellationToken));
            residue.AddRange(await session.FindArrivalsAsync(footprint, cancellationToken));
        }

        residue.AddRange(await FilesLeftAsync(cancellationToken));
        DeepFindings? deep = null;
        if (residue.Count == 0 && run.Parts.Map.DeepSearch is { } rule)
        {
            deep = await new DeepVerification(run, rule).RunAsync(step, cancellationToken);
            if (deep is null)
            {
                return (false, JobResult.Continue, null);
            }

            residue.AddRange(deep.Residue);
        }

        return residue.Count == 0 ? (true, null, deep) : (false, await ReportAsync(step, residue, cancellationToken), null);
    }

    private async Task<IReadOnlyList<Residue>> FilesLeftAsync(CancellationToken cancellationToken)
    {
        var left = new List<Residue>();
        foreach (var collection in run.Erasure.Order.Files.Where(f => !run.IsHeld(f)))
        {
            var count = await new SubjectFiles(collection, run).KeptAsync(cancellationToken).NamesAsync().LongCountAsync(cancellationToken);
            if (count > 0)
            {
                left.Add(new Residue(collection.Name, "file", count));
            }
        }

        return left;
    }

    private async Task<JobResult?> ReportAsync(string step, List<Residue> residue, CancellationToken cancellationToken)
    {
        // By version and round: a run that is stopped before the checkpoint and finds the same again says it once.
        await run.Run.RecordAsync(
            string.Create(CultureInfo.InvariantCulture, $"v{run.Run.Request.Version}/{step}/r{run.State.Round}/residue"), LedgerCodes.ResidueFound,
            residue.GroupBy(t => $"{t.Collection}.{t.Kind}").ToDictionary(g => g.Key, g => g.Sum(t => t.Rows).ToString(CultureInfo.InvariantCulture)), cancellationToken);
        DeletionMeter.Found(residue);
        var state = run.State;

        // A value that was to be replaced is no late arrival: whoever wrote it back would do so again. Nor is one that no rule replaces.
        var mayPass = residue.All(r => r.Kind is not ("value" or "identifier"));
        var isSwept = mayPass && state.Round < state.LastRound;
        var next = mayPass
            ? state with { Round = state.Round + 1, LastRound = isSwept ? state.LastRound : state.Round + DeletionState.SweepsAtOnce }
            : state;
        await run.Run.CheckpointAsync(r => r with { Checkpoint = (next with { Searched = null }).ToString() }, cancellationToken);
        return isSwept ? null : JobResult.Waiting("residue-found", [.. residue.Select(Sentence)]);
    }

    private static string Sentence(Residue left) => left.Kind switch
    {
        "value" => $"{left.Collection}: {left.Rows} kept rows still carry a value that was to be replaced. Look for a trigger or another writer, mend the rows, then retry the request.",
        "identifier" => $"{left.Collection}: {left.Rows} kept rows of the person hold an identifier in {left.Column}. Replace that column in the rule's \"anonymize\", or mend the rows, then retry the request.",
        "arrived" => $"{left.Collection}: {left.Rows} rows of the person were written after the deletion, again and again. Stop the writer, then retry the request, which deletes them.",
        "file" => $"{left.Collection}: {left.Rows} files are there again; they were written after the deletion. Stop the writer, then retry the request, which destroys them.",
        _ => $"{left.Collection}: {left.Rows} rows that were deleted are there again. Look for another writer or a restored backup, then retry the request, which deletes those that are still the person's.",
    };
}
