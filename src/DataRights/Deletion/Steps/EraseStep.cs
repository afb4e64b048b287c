using DataRights.Deletion.Approving;
using DataRights.Ledger;
using DataRights.Mapping.Coverage;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>
/// Carries out one database's part. The database itself knows how far it has come. A last transaction that would take more
/// than is approved, or a row that cannot be let go of, has no effect: the request waits.
/// </summary>
internal sealed class EraseStep(string source, string map, int round) : IDeletionStep
{
    public string Name => StepNames.InRound($"erase:{source}/{map}", round);

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        var footprint = await run.FootprintAsync(cancellationToken);
        var session = await run.NotedAsync(source, cancellationToken);
        await run.Run.EnsureCurrentAsync(cancellationToken);
        var late = new LateRows(run);
        var work = new Erasure(run.Run.Request.Id, Name, run.Run.Epoch, footprint)
        {
            Capture = run.State.Captures,
            Known = run.State.Outcomes.Keys.ToList(),
            IsSweep = round > 0,
            TimeIsUp = () => run.Run.SliceUsedUp,
            BeforeBatchAsync = run.Run.EnsureCurrentAsync,
            KeepAsync = late.KeepAsync,
        };
        ErasureOutcome? outcome;
        try
        {
            outcome = await session.EraseAsync(work, cancellationToken);
        }
        catch (ApprovalNeededException needed)
        {
            return await new ApprovalGate(run).PassAsync(Name, needed.Reasons, needed.Counts, cancellationToken);
        }
        catch (SourceException e) when (e.Code == CoverageCodes.SharedNotNull)
        {
            return JobResult.Waiting(CoverageCodes.SharedNotNull, [SharedNotNull.Sentence(source)]);
        }

        if (outcome is null)
        {
            return JobResult.Continue;
        }

        // Another run may have done it, and sealed them, without coming to its checkpoint.
        var pages = outcome.Late.Select(c => new PageReference(c, outcome.Epoch).ToString());
        await run.Run.EndAsync(Name, LedgerCodes.Erased, Counts.Of(outcome.Collections), run.Now,
            s => s with { Outcomes = Counts.With(s.Outcomes, Name, outcome.Collections), Pages = [.. s.Pages, .. pages], Taken = s.Taken.With(late.Counts) }, cancellationToken);
        DeletionMeter.Treated(source, outcome);
        return null;
    }
}
