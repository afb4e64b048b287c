using DataRights.Requests;

namespace DataRights.Deletion.Steps;

/// <summary>One step of a deletion. Its effect may be done again; it ends with a checkpoint that names it.</summary>
internal interface IDeletionStep
{
    /// <summary>Names the step in the record; with <c>/</c> and the map's hash when its effect depends on the map.</summary>
    string Name { get; }

    /// <summary>Whether there is no use for the step any more, though it was not done.</summary>
    bool IsNeedless(DeletionRun run) => false;

    /// <summary>Null when the step is done, or has made others necessary before it; otherwise how the run ends here.</summary>
    Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken);
}
