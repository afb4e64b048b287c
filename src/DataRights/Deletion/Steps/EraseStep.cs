using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>Carries out one database's part in one transaction. The database itself knows whether it has been done.</summary>
internal sealed class EraseStep(string source, IReadOnlyList<IReadOnlyList<Collection>> order, DataMap map, SourceSet sources, CaptureStore captures, TimeProvider time) : IDeletionStep
{
    public string Name => $"erase:{source}/{map.Hash[..8]}";

    public async Task<JobResult?> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        var footprint = await captures.ReadFootprintAsync(run.Request.Id, map, run.Root, cancellationToken);
        await run.EnsureCurrentAsync(cancellationToken);
        var outcome = await sources.Rows(source).EraseAsync(
            new Erasure(run.Request.Id, Name, run.Epoch, footprint, order, run.Request.Received), cancellationToken);
        await run.EndAsync(Name, LedgerCodes.Erased, Counts.Of(outcome.Collections), time.GetUtcNow(),
            s => s with { Outcomes = Counts.With(s.Outcomes, Name, outcome.Collections) }, cancellationToken);
        DeletionMeter.Treated(source, outcome.Collections);
        return null;
    }
}
