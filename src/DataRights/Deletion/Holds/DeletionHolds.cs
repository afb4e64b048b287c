using System.Globalization;
using DataRights.Ledger;
using DataRights.Requests;

namespace DataRights.Deletion.Holds;

/// <summary>What holds do to a deletion as a run of it begins. A hold that is placed later ends the run, so nothing here is asked twice in one.</summary>
internal static class DeletionHolds
{
    /// <summary>
    /// How the run ends because of holds, or because a receipt says that all is done; null when there is something to do. A deletion
    /// that has its receipt and has left held rows waits until other holds are on, or none.
    /// </summary>
    public static JobResult? EndOf(RequestRecord request, CurrentHolds holds)
    {
        var (state, isOver) = (DeletionState.Of(request), request.Steps.Any(s => s.Name == "receipt"));
        if (isOver && state.HeldRows.Count == 0)
        {
            return JobResult.Completed("deleted");
        }

        return holds.KeepEverything ? JobResult.Waiting(HoldEffects.Waiting, holds.Sentences())
            : isOver && state.Holds == holds.Fingerprint ? JobResult.Waiting(HoldEffects.Waiting, holds.Remaining())
            : null;
    }

    /// <summary>
    /// Where other holds on rows are on than those that it was planned by, everything is planned and captured again, and each database
    /// worked again under another name. What was deleted stays so, and its counts stay for the receipt.
    /// </summary>
    public static async Task ApplyAsync(IRun run, CurrentHolds holds, CancellationToken cancellationToken)
    {
        var state = DeletionState.Of(run.Request);
        if (state.Holds == holds.Fingerprint)
        {
            return;
        }

        var isPlanned = run.Request.Steps.Count > 0;
        if (isPlanned)
        {
            var facts = new Dictionary<string, string> { ["holds"] = holds.Parts.Count.ToString(CultureInfo.InvariantCulture) };
            await run.RecordAsync(string.Create(CultureInfo.InvariantCulture, $"p{state.Pass + 1}/holds-changed"), LedgerCodes.HoldsChanged, facts, cancellationToken);
        }

        await run.CheckpointAsync(
            r => r with
            {
                Steps = [.. r.Steps.Where(s => s.Name.Contains('/', StringComparison.Ordinal))],
                Checkpoint = ((isPlanned ? state.Again() with { Pass = state.Pass + 1 } : state) with { Holds = holds.Fingerprint }).ToString(),
            },
            cancellationToken);
    }
}
