using DataRights.Ledger;
using DataRights.Requests;

namespace DataRights.Deletion.Steps;

/// <summary>Destroys the person's earlier archives and what the records of earlier requests know of the person.</summary>
internal sealed class ArchivesStep : IDeletionStep
{
    public string Name => "archives";

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        await run.Run.EnsureCurrentAsync(cancellationToken);
        var destroyed = await run.Parts.Earlier.DestroyTracesAsync(run.Run.Request, cancellationToken);
        await run.Run.EndAsync(Name, LedgerCodes.ArchivesDestroyed, new Dictionary<string, long> { ["archives"] = destroyed }, run.Now,
            s => s with { ArchivesDestroyed = destroyed }, cancellationToken);
        return null;
    }
}
