using DataRights.Deletion.Approving;
using DataRights.Deletion.Retained;
using DataRights.Deletion.Searching;
using DataRights.Ledger;
using DataRights.Requests;

namespace DataRights.Deletion.Steps;

/// <summary>
/// Notes, sealed, every row and file that is to be treated and the values that lead from source to source, so that each
/// source can be worked alone and everything can be looked for again at the end.
/// </summary>
internal sealed class CaptureStep : IDeletionStep
{
    public string Name => "capture";

    public async Task<JobResult?> RunAsync(DeletionRun run, CancellationToken cancellationToken)
    {
        var located = run.Erasure.Located ?? await run.LocateAsync(cancellationToken);
        var pages = new CapturedPages(run, []);
        await run.WriteFootprintAsync(located.Footprint, cancellationToken);
        await new SearchedIdentifiers(run).CaptureAsync(cancellationToken);
        await foreach (var (_, page) in run.Erasure.PagesAsync(cancellationToken))
        {
            await pages.AddAsync(page, cancellationToken);
        }

        await pages.AddFilesAsync(located.Footprint, cancellationToken);

        // Days may lie between plan and capture; the person had the account until now.
        var reasons = await new ApprovalCheck(run.Parts.Map, run.Parts.Sources).FindAsync(located.Footprint, pages.Counts, cancellationToken);
        if (await new ApprovalGate(run).PassAsync(Name, reasons, pages.Counts, cancellationToken) is { } waits)
        {
            return waits;
        }

        var capture = run.State.Captures;
        if (run.Parts is { Retained: { } retained, Referencer: { } referencer })
        {
            await new RetainedCapture(run, retained, referencer).WriteAsync(capture, cancellationToken);
        }

        await run.Run.EndAsync(Name, LedgerCodes.Captured, pages.Counts, run.Now,
            s => s with { Pages = pages.References, FootprintEpoch = run.Run.Epoch, Captures = capture + 1, RetainedCapture = capture, Taken = pages.Counts }, cancellationToken);
        return null;
    }
}
