using DataRights.Deletion.Steps;
using DataRights.Requests;
using DataRights.Subjects;

namespace DataRights.Deletion.Retained;

/// <summary>Adds what was noted late to the keys of retained rows, before the working data goes.</summary>
internal sealed class RetainedStep(RetainedStore store, ISubjectReferencer referencer) : IDeletionStep
{
    public string Name => "retained";

    public bool IsNeedless(DeletionRun run) =>
        run.Run.Request.Steps.Any(s => s.Name == "clean") || run.State.Outcomes.Values.SelectMany(o => o).All(o => o.Retained.Count == 0);

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        await run.Run.EnsureCurrentAsync(cancellationToken);
        await new RetainedCapture(run, store, referencer).WriteAsync(run.State.RetainedCapture, cancellationToken);
        await run.Run.CheckpointAsync(r => r with { Steps = [.. r.Steps, new RequestStep(Name, run.Now, new Dictionary<string, long>())] }, cancellationToken);
        return null;
    }
}
