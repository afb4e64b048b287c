using DataRights.Deletion.Steps;
using DataRights.Requests;

namespace DataRights.Deletion.Replay;

/// <summary>
/// Counts the databases on once effects are done, so that a backup from before them is behind. A restored database ends the run
/// here; a replay goes on, since its end starts the count anew.
/// </summary>
internal sealed class EpochStep(string name, RestoreWatch watch) : IDeletionStep
{
    public string Name => name;

    public async Task<JobResult?> RunAsync(DeletionRun deletion, CancellationToken cancellationToken)
    {
        var run = deletion.Run;
        await run.EnsureCurrentAsync(cancellationToken);
        if (await watch.AdvanceAsync(deletion.Databases, cancellationToken) is { Count: > 0 } restored && run.Request.Replays is null)
        {
            return RestoreWatch.Halt(restored);
        }

        await run.CheckpointAsync(r => r with { Steps = [.. r.Steps, new RequestStep(Name, deletion.Now, new Dictionary<string, long>())] }, cancellationToken);
        return null;
    }
}
