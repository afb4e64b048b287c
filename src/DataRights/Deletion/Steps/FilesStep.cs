using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>Destroys the files of one collection with all that the store keeps of them, those that were captured and those that came since.</summary>
internal sealed class FilesStep(Collection collection, string map, int round) : IDeletionStep
{
    public string Name => StepNames.InRound($"files:{collection.Name}/{map}", round);

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        await run.Run.EnsureCurrentAsync(cancellationToken);
        var files = new SubjectFiles(collection, run);
        var captured = run.Run.Request.Steps.First(s => s.Name == StepNames.InRound("capture", round)).Counts.GetValueOrDefault(collection.Name);
        if (run.IsHeld(collection))
        {
            await EndAsync(run, new CollectionOutcome(collection.Name, captured, 0, 0, 0, []) { Held = captured }, cancellationToken);
            return null;
        }

        await foreach (var file in files.KeptAsync(cancellationToken))
        {
            await run.Run.EnsureCurrentAsync(cancellationToken);
            await run.Parts.Sources.Files(collection.Source).DeleteAsync(file, cancellationToken);
            if (run.Run.SliceUsedUp)
            {
                // What is gone is not listed again, so the next slice goes on from here.
                return JobResult.Continue;
            }
        }

        // Captured, not destroyed just now: a run that was stopped in between had destroyed some already. What came back in a
        // later round was counted when it was captured first.
        var outcome = new CollectionOutcome(collection.Name, captured, captured, 0, 0, [], await files.RecoverableUntilAsync(cancellationToken));
        await EndAsync(run, outcome, cancellationToken);
        DeletionMeter.Treated(collection.Source, [outcome]);
        return null;
    }

    private Task EndAsync(DeletionRun run, CollectionOutcome outcome, CancellationToken cancellationToken) =>
        run.Run.EndAsync(Name, LedgerCodes.FilesErased, Counts.Of([outcome]), run.Now, s => s with { Outcomes = Counts.With(s.Outcomes, Name, [outcome]) }, cancellationToken);
}
