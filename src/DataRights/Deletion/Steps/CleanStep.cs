using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Deletion.Steps;

/// <summary>Destroys what this system itself keeps of the person: earlier archives and working data.</summary>
internal sealed class CleanStep(SourceSet sources, CaptureStore captures, SubjectArchives archives, TimeProvider time) : IDeletionStep
{
    public string Name => "clean";

    public async Task<JobResult?> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        await run.EnsureCurrentAsync(cancellationToken);
        var noted = DeletionState.Of(run.Request).Archives;
        IReadOnlyList<string> doomed = [.. noted.Union(await archives.FindAsync(run.Request.SubjectReference!, cancellationToken))];
        if (doomed.Count > noted.Count)
        {
            await run.CheckpointAsync(r => r with { Checkpoint = (DeletionState.Of(r) with { Archives = doomed }).ToString() }, cancellationToken);
        }

        foreach (var id in doomed)
        {
            await archives.DestroyAsync(id, cancellationToken);
        }

        await captures.DestroyAsync(run.Request.Id, cancellationToken);
        foreach (var source in sources.AllRows)
        {
            await source.ForgetAsync(run.Request.Id, cancellationToken);
        }

        await run.EndAsync(Name, LedgerCodes.WorkingDataDestroyed, new Dictionary<string, long> { ["archives"] = doomed.Count }, time.GetUtcNow(), s => s, cancellationToken);
        return null;
    }
}
