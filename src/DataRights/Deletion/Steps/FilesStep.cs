using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>Destroys the files of one collection with all that the store keeps of them, those that were captured and those that came since.</summary>
internal sealed class FilesStep(Collection collection, DataMap map, SourceSet sources, IFootprintLocator locator, CaptureStore captures, TimeProvider time) : IDeletionStep
{
    public string Name => $"files:{collection.Name}/{map.Hash[..8]}";

    public async Task<JobResult?> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        await run.EnsureCurrentAsync(cancellationToken);
        var files = new SubjectFiles(collection, map, sources, locator, captures);
        await foreach (var file in files.KeptAsync(run, cancellationToken))
        {
            await sources.Files(collection.Source).DeleteAsync(file, cancellationToken);
            if (run.SliceUsedUp)
            {
                // What is gone is not listed again, so the next slice goes on from here.
                return JobResult.Continue;
            }
        }

        var isRepeated = DeletionState.Of(run.Request).Outcomes.ContainsKey(Name);

        // Captured, not destroyed just now: a run that was stopped in between had destroyed some already.
        var captured = run.Request.Steps.First(s => s.Name == "capture").Counts.GetValueOrDefault(collection.Name);
        var outcome = new CollectionOutcome(collection.Name, captured, captured, 0, 0, [], await files.RecoverableUntilAsync(run, cancellationToken));
        await run.EndAsync(Name, LedgerCodes.FilesErased, Counts.Of([outcome]), time.GetUtcNow(), s => s with { Outcomes = Counts.With(s.Outcomes, Name, [outcome]) }, cancellationToken);
        if (!isRepeated)
        {
            // What came back is destroyed again, and was counted when it was captured.
            DeletionMeter.Treated(collection.Source, [outcome]);
        }

        return null;
    }
}
