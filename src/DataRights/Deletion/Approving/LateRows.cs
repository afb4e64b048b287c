using DataRights.Deletion.Steps;
using DataRights.Sources;

namespace DataRights.Deletion.Approving;

/// <summary>Seals the rows that the last transaction of an erasure finds beside those that were captured, as long as they are approved with them.</summary>
internal sealed class LateRows(DeletionRun run)
{
    private readonly int known = run.State.Pages.Count;
    private readonly Dictionary<string, long> counts = [];

    /// <summary>How many were kept, by collection.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <exception cref="ApprovalNeededException">They are more than is approved.</exception>
    public async Task KeepAsync(int number, CapturedPage page, CancellationToken cancellationToken)
    {
        if (number == 0)
        {
            // The transaction is tried again.
            counts.Clear();
        }

        counts[page.Collection] = counts.GetValueOrDefault(page.Collection) + page.Rows;
        var taken = run.State.Taken.With(counts);
        var reasons = await new ApprovalCheck(run.Parts.Map, run.Parts.Sources).CapsAsync(taken, counts, cancellationToken);
        if (new ApprovalGate(run).Stops(reasons, taken))
        {
            throw new ApprovalNeededException(reasons, taken);
        }

        await run.Parts.Captures.WritePageAsync(run.Work, run.Run.Epoch, known + number, page, cancellationToken);
    }
}
