using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Deletion.Steps;

/// <summary>Destroys what this system itself keeps of the person: earlier archives and working data.</summary>
internal sealed class CleanStep(SourceSet sources, CaptureStore captures, EarlierRequests earlier, TimeProvider time) : IDeletionStep
{
    public string Name => "clean";

    public async Task<JobResult?> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        await run.EnsureCurrentAsync(cancellationToken);
        var destroyed = await earlier.DestroyTracesAsync(run.Request, cancellationToken);
        await captures.DestroyAsync(run.Request.Id, cancellationToken);
        foreach (var source in sources.AllRows)
        {
            await source.ForgetAsync(run.Request.Id, cancellationToken);
        }

        await run.EndAsync(Name, LedgerCodes.WorkingDataDestroyed, new Dictionary<string, long> { ["archives"] = destroyed }, time.GetUtcNow(),
            s => s with { ArchivesDestroyed = destroyed }, cancellationToken);
        return null;
    }
}
