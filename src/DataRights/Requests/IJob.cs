namespace DataRights.Requests;

/// <summary>
/// Does a kind of request. Runs under an epoch, checkpoints as it goes, and may be stopped at any instruction: run
/// again, it goes on from the last checkpoint and repeats no harm.
/// </summary>
public interface IJob
{
    bool Handles(RequestKind kind);

    Task<JobResult> RunAsync(IRun run, CancellationToken cancellationToken);
}
