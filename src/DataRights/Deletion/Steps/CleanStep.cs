using DataRights.Ledger;
using DataRights.Requests;

namespace DataRights.Deletion.Steps;

/// <summary>Destroys this deletion's own working data: the keys that everything was verified by, and the databases' notes of effects.</summary>
internal sealed class CleanStep : IDeletionStep
{
    public string Name => "clean";

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        await run.Run.EnsureCurrentAsync(cancellationToken);

        // Exports that were made while the deletion settled are the last that there can be.
        var late = await run.Parts.Earlier.DestroyTracesAsync(run.Run.Request, cancellationToken);

        // What holds keep in other sources is found by the footprint once they end.
        await run.Parts.Captures.DestroyAsync(run.Run.Request.Id, run.State.HeldRows.Count > 0 ? (run.Work, run.State.FootprintEpoch) : null, cancellationToken);
        foreach (var source in run.Parts.Sources.AllRows)
        {
            await source.ForgetAsync(run.Run.Request.Id, cancellationToken);
        }

        await run.Run.EndAsync(Name, LedgerCodes.WorkingDataDestroyed, new Dictionary<string, long> { ["archives"] = late }, run.Now, s => s, cancellationToken);
        return null;
    }
}
