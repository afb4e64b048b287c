using DataRights.Requests;

namespace DataRights.Tests.Requests;

/// <summary>A job that does what the test says; by default one effect, one step, and it is done. Counts how many run at once for a subject.</summary>
internal sealed class TestJob(Func<IRun, CancellationToken, Task<JobResult>>? work = null) : IJob
{
    private readonly Dictionary<string, int> atOnce = [];
    private int runs;

    public int Runs => Volatile.Read(ref runs);

    public int MostAtOnce { get; private set; }

    public bool Handles(RequestKind kind) => true;

    public async Task<JobResult> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref runs);
        Count(run.Root.Key.Values[0], 1);
        try
        {
            return await (work ?? OneStepAsync)(run, cancellationToken);
        }
        finally
        {
            Count(run.Root.Key.Values[0], -1);
        }
    }

    public static async Task<JobResult> OneStepAsync(IRun run, CancellationToken cancellationToken)
    {
        await run.EnsureCurrentAsync(cancellationToken);
        if (run.Request.Steps.Count == 0)
        {
            await run.CheckpointAsync(
                r => r with { Steps = [new RequestStep("erase:main", r.Received, new Dictionary<string, long> { ["users"] = 1 })], Checkpoint = "1" },
                cancellationToken);
        }

        return JobResult.Completed("done");
    }

    private void Count(string subject, int change)
    {
        lock (atOnce)
        {
            atOnce[subject] = atOnce.GetValueOrDefault(subject) + change;
            MostAtOnce = Math.Max(MostAtOnce, atOnce[subject]);
        }
    }
}
