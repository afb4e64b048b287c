using DataRights.Deletion.Approving;
using DataRights.Ledger;
using DataRights.Requests;

namespace DataRights.Deletion.Steps;

/// <summary>Notes what has arrived since the rounds before, beside what was captured then.</summary>
internal sealed class LateCaptureStep(int round) : IDeletionStep
{
    public string Name => StepNames.InRound("capture", round);

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        var pages = new CapturedPages(run, run.State.Pages);
        var footprint = await run.Erasure.VisitAsync(
            await run.FootprintAsync(cancellationToken),
            async (source, known) =>
            {
                var session = await run.NotedAsync(source, cancellationToken);
                await session.NoteLateAsync(known, (_, page, token) => pages.AddAsync(page, token), cancellationToken);
            },
            cancellationToken);
        await run.WriteFootprintAsync(footprint, cancellationToken);
        await pages.AddFilesAsync(footprint, cancellationToken);
        var taken = run.State.Taken.With(pages.Counts);
        var reasons = await new ApprovalCheck(run.Parts.Map, run.Parts.Sources).CapsAsync(taken, pages.Counts, cancellationToken);
        if (await new ApprovalGate(run).PassAsync(Name, reasons, taken, cancellationToken) is { } waits)
        {
            return waits;
        }

        await run.Run.EndAsync(Name, LedgerCodes.Captured, pages.Counts, run.Now,
            s => s with { Pages = pages.References, FootprintEpoch = run.Run.Epoch, Captures = s.Captures + 1, Taken = taken }, cancellationToken);
        return null;
    }
}
