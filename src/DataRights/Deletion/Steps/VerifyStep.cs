using DataRights.Ledger;
using DataRights.Requests;

namespace DataRights.Deletion.Steps;

/// <summary>Verifies a round. Complete is a checked fact.</summary>
internal sealed class VerifyStep(int round) : IDeletionStep
{
    public string Name => StepNames.InRound("verify", round);

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        var (passed, ended, deep) = await new Verification(run).RunAsync(Name, cancellationToken);
        if (ended is not null)
        {
            return ended;
        }

        if (passed)
        {
            var (now, rows) = (run.Now, CheckedRows(run));
            await run.Run.EndAsync(Name, LedgerCodes.Verified, new Dictionary<string, long> { ["checked"] = rows, ["left"] = 0 }, now,
                s => (s with { CheckedRows = rows, VerifiedAt = now }).With(deep), cancellationToken);
        }

        return null;
    }

    /// <summary>Every row and file that was captured, in whichever round.</summary>
    private static long CheckedRows(DeletionRun run) =>
        run.Run.Request.Steps.Where(s => s.Name == "capture" || s.Name.StartsWith("capture:", StringComparison.Ordinal)).Sum(s => s.Counts.Values.Sum());
}
