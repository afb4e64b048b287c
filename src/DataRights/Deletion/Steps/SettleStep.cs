using DataRights.Ledger;
using DataRights.Requests;

namespace DataRights.Deletion.Steps;

/// <summary>
/// Lets a verified deletion rest, then verifies it once more: caches that write back, queues that were slow and jobs that run
/// at night have had their turn by then. Nothing rests where the grace period was waived.
/// </summary>
internal sealed class SettleStep : IDeletionStep
{
    public string Name => "settle";

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        // From the first verification on: what is swept afterwards does not begin it anew.
        var verified = run.Run.Request.Steps.First(s => s.Name.StartsWith("verify", StringComparison.Ordinal)).At;
        var until = run.Parts.Map.Clock.Settle.After(verified);
        if (until > run.Now)
        {
            return JobResult.PausedUntil(until);
        }

        var (passed, ended, deep) = await new Verification(run).RunAsync(Name, cancellationToken);
        if (passed)
        {
            var now = run.Now;
            await run.Run.EndAsync(Name, LedgerCodes.Settled, new Dictionary<string, long> { ["left"] = 0 }, now, s => (s with { SettledAt = now }).With(deep), cancellationToken);
        }

        return ended;
    }
}
