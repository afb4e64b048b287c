using DataRights.Deletion.Gate;
using DataRights.Deletion.Holds;
using DataRights.Deletion.Steps;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Deletion;

/// <summary>
/// Deletes a person (GDPR Art. 17): plan, capture, files, databases leaves first, verify, settle, clean, receipt. Each step is
/// an effect that may be done again, then a checkpoint that says so; a stopped run goes on after the last checkpoint.
/// A gap between map and live schema stops it before the first write, with the outcome <c>map-gap</c>.
/// </summary>
public sealed class DeletionJob(DataMap map, DeletionSteps steps, ILogger<DeletionJob> logger) : IJob
{
    public bool Handles(RequestKind kind) => kind == RequestKind.Deletion;

    public async Task<JobResult> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        var holds = steps.Parts.Holds is { } book ? await book.OfAsync(run.Root, cancellationToken) : CurrentHolds.None;
        if (DeletionHolds.EndOf(run.Request, holds) is { } end)
        {
            return end;
        }

        await ForgetOtherMapAsync(run, cancellationToken);
        await DeletionHolds.ApplyAsync(run, holds, cancellationToken);
        if (await SchemaGapAsync(run, cancellationToken) is { } gap)
        {
            return gap;
        }

        await using var deletion = new DeletionRun(steps.Parts, run, holds);
        while (steps.Next(deletion) is { } step)
        {
            if (run.SliceUsedUp)
            {
                return JobResult.Continue;
            }

            if (await StepAsync(step, deletion, cancellationToken) is { } ended)
            {
                logger.LogInformation("Request {Request}: step {Step} ends the run: {Kind} {Outcome}.", run.Request.Id, step.Name, ended.Kind, ended.Outcome);
                return ended;
            }

            logger.LogInformation("Request {Request}: step {Step} is done.", run.Request.Id, step.Name);
        }

        return DeletionHolds.EndOf(run.Request, holds) ?? JobResult.Completed("deleted");
    }

    private static async Task<JobResult?> StepAsync(IDeletionStep step, DeletionRun run, CancellationToken cancellationToken)
    {
        using var span = Spans.Step(step.Name);
        try
        {
            return await step.RunAsync(run, cancellationToken);
        }
        catch (Exception e) when (span.Fails(e, cancellationToken))
        {
            throw;
        }
    }

    /// <summary>
    /// A request pins the map it was planned by. Under another one everything is planned and captured again; what was
    /// deleted stays so, and its counts stay for the receipt. The same holds for what an earlier version captured.
    /// </summary>
    private async Task ForgetOtherMapAsync(IRun run, CancellationToken cancellationToken)
    {
        if (run.Request.MapHash != map.Hash || DeletionState.IsOfEarlierVersion(run.Request))
        {
            await PlanAgainAsync(run, cancellationToken);
        }
    }

    /// <summary>A schema may change between two slices. What the map covers all the same is planned again; what it does not stops the deletion.</summary>
    private async Task<JobResult?> SchemaGapAsync(IRun run, CancellationToken cancellationToken)
    {
        if (DeletionState.Of(run.Request) is not { Fingerprints.Count: > 0 } state || run.Request.Steps.Any(s => s.Name == "clean"))
        {
            return null;
        }

        var change = await new SchemaGate(map, steps.Parts.Sources).ChangedSinceAsync(state.Fingerprints, cancellationToken);
        if (change.Findings.Count > 0)
        {
            DeletionMeter.Found(change.Findings);
            return JobResult.Waiting("map-gap", [.. change.Findings.Select(f => f.Message)]);
        }

        if (change.Changed.Count > 0)
        {
            await PlanAgainAsync(run, cancellationToken);
        }

        return null;
    }

    private Task PlanAgainAsync(IRun run, CancellationToken cancellationToken) => run.CheckpointAsync(
        r => r with
        {
            MapHash = map.Hash,
            Steps = [.. r.Steps.Where(s => s.Name.Contains('/', StringComparison.Ordinal))],
            Checkpoint = r.Checkpoint is null ? null : DeletionState.Of(r).Again().ToString(),
        },
        cancellationToken);
}
