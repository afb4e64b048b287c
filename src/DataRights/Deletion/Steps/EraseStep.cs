using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;

namespace DataRights.Deletion.Steps;

/// <summary>Carries out one database's part. The database itself knows how far it has come.</summary>
internal sealed class EraseStep(string source, string map, int round) : IDeletionStep
{
    public string Name => StepNames.InRound($"erase:{source}/{map}", round);

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        var footprint = await run.FootprintAsync(cancellationToken);
        var session = await run.NotedAsync(source, cancellationToken);
        await run.Run.EnsureCurrentAsync(cancellationToken);
        var known = run.State.Pages.Count;
        var outcome = await session.EraseAsync(
            new Erasure(run.Run.Request.Id, Name, run.Run.Epoch, footprint)
            {
                Capture = run.State.Captures,
                Known = run.State.Outcomes.Keys.ToList(),
                IsSweep = round > 0,
                TimeIsUp = () => run.Run.SliceUsedUp,
                BeforeBatchAsync = run.Run.EnsureCurrentAsync,
                KeepAsync = (number, page, token) => run.Parts.Captures.WritePageAsync(run.Work, known + number, page, token),
            },
            cancellationToken);
        if (outcome is null)
        {
            return JobResult.Continue;
        }

        await run.Run.EndAsync(Name, LedgerCodes.Erased, Counts.Of(outcome.Collections), run.Now,
            s => s with { Outcomes = Counts.With(s.Outcomes, Name, outcome.Collections), Pages = [.. s.Pages, .. outcome.Late] }, cancellationToken);
        DeletionMeter.Treated(source, outcome.Collections);
        return null;
    }
}
