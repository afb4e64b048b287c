using DataRights.Requests;

namespace DataRights.Deletion.Replay;

/// <summary>
/// A job that is not begun, nor gone on with, while a database of the map is restored and not replayed: the request waits with the
/// outcome <see cref="RestoreWatch.Outcome"/>. A replay's own deletions are let through.
/// </summary>
public sealed class GuardedJob(IJob job, RestoreWatch watch) : IJob
{
    public bool Handles(RequestKind kind) => job.Handles(kind);

    public async Task<JobResult> RunAsync(IRun run, CancellationToken cancellationToken) =>
        run.Request.Replays is null && await watch.RestoredAsync(cancellationToken) is { Count: > 0 } restored
            ? RestoreWatch.Halt(restored)
            : await job.RunAsync(run, cancellationToken);
}
