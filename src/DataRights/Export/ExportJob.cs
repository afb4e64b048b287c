using System.Globalization;
using DataRights.Export.Contents;
using DataRights.Export.Release;
using DataRights.Export.Resume;
using DataRights.Export.Screening;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Export;

/// <summary>
/// Makes the archive of an access (GDPR Art. 15) or portability (Art. 20) request. Nothing can be downloaded before the
/// archive is whole: it is staged, noted as prepared, committed, reviewed, and then recorded. An export that was stopped, or whose time
/// slice was used up, goes on after its last checkpoint; it starts again only when the store has dropped what was staged, or the map has
/// changed, and the ledger then says so. The outcome is <c>archived</c>, or <c>archived-with-gaps</c> when a source, table or file could
/// not be read, which the archive lists; or <c>subject-not-found</c>, without an archive, when the person was deleted since.
/// </summary>
/// <param name="map">What is exported.</param>
/// <param name="sources">The map's sources, opened.</param>
/// <param name="locator">Finds the subject's rows.</param>
/// <param name="store">Where the archive goes.</param>
/// <param name="sealer">Seals what is kept of an export under way.</param>
/// <param name="reviews">Look at a committed archive before it is recorded, and so released.</param>
/// <param name="coverage">Compares a source's live schema with the map; its findings are listed, they never stop an export.</param>
/// <param name="options">Sizes.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Ids and counts only.</param>
public sealed class ExportJob(
    DataMap map,
    SourceSet sources,
    IFootprintLocator locator,
    IObjectStore store,
    ISealer sealer,
    IReadOnlyList<IArchiveReview> reviews,
    Func<string, SourceSchema, IReadOnlyList<CoverageFinding>> coverage,
    ExportOptions options,
    TimeProvider time,
    ILogger<ExportJob> logger) : IJob
{
    private readonly ArchiveCommit commit = new(store);

    public bool Handles(RequestKind kind) => kind is RequestKind.Access or RequestKind.Portability;

    public async Task<JobResult> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        var request = run.Request;
        if (request.Archive is not null)
        {
            return Completed(request.Findings);
        }

        if (ExportProgress.Parse(request.Id, request.Checkpoint) is { Prepared: { } prepared } progress && await IsCommittedAsync(run, prepared, cancellationToken))
        {
            return progress.Reviewed is { } reviewed
                ? await ReleaseAsync(run, prepared, reviewed, cancellationToken)
                : await SettleAsync(run, prepared, cancellationToken);
        }

        using var span = Spans.Archive();
        try
        {
            return await MakeAsync(run, cancellationToken);
        }
        catch (Exception e) when (span.Fails(e, cancellationToken))
        {
            throw;
        }
    }

    private async Task<JobResult> MakeAsync(IRun run, CancellationToken cancellationToken)
    {
        var start = new ExportStart(map, store, sealer, options, time, logger);
        await using var state = await start.ResumeAsync(run, cancellationToken) ?? await start.BeginAsync(run, cancellationToken);
        var steps = new ExportSteps(run, time);
        var checkpoints = new ExportCheckpoints(run, state, new ExportJournal(store, sealer, run.Request.Id), steps, options, time);
        await using var builder = new ContentBuilder(run, state, checkpoints, steps, sources, locator, coverage, options);
        switch (await builder.BuildAsync(cancellationToken))
        {
            case BuildOutcome.SliceEnded:
                return JobResult.Continue;
            case BuildOutcome.Gone:
                // Deleted since the request came. An archive of nothing would only say that the person had been there.
                await start.DiscardAsync(run, cancellationToken);
                return JobResult.Completed("subject-not-found");
        }

        var prepared = await PrepareAsync(run, state, cancellationToken);

        // A conditional write: whoever has made it may commit.
        await checkpoints.PreparedAsync(prepared, cancellationToken);
        if (!await commit.CommitAsync(prepared, cancellationToken))
        {
            // A run before this one came to its commit late. The next one finds its archive and clears it away.
            throw new StoreException("archive-exists", transient: true);
        }

        DeletionMeter.Found(state.NotInMap);
        return await SettleAsync(run, prepared, cancellationToken);
    }

    /// <summary>Closes the archive and stages the rest of it.</summary>
    private async Task<PreparedArchive> PrepareAsync(IRun run, ExportState state, CancellationToken cancellationToken)
    {
        var contents = state.Contents;
        await state.BagAsync(0, cancellationToken);
        var summaries = state.Bags.Select(b => PartSummary.Of(b, contents)).ToList();
        List<PreparedBag> bags = [];
        foreach (var bag in state.Bags)
        {
            var directory = await BagDescriber.DescribeAsync(bag, state, summaries, cancellationToken);
            await bag.Output.CompleteAsync(cancellationToken);
            bag.Output.Rest();
            bags.Add(new PreparedBag(bag.ObjectName, bag.Output.Position, directory, Archive.BlockRun.Of(bag.Output.Blocks)));
        }

        var parts = state.Bags.Select(b => new ArchivePart(b.ObjectName, $"{b.Folder}.zip", b.Output.Position, b.Output.Sha256 ?? "")).ToList();
        var archive = new ArchiveInfo(parts[0].ObjectName, parts[0].DownloadName, parts.Sum(p => p.Bytes), parts[0].Sha256, contents.Rows, contents.Files.Count,
            map.Clock.ArchiveLifetime.After(time.GetUtcNow()), Destroyed: null);
        return new PreparedArchive(run.Epoch, parts.Count == 1 ? archive : archive with { Parts = parts }, bags, state.Findings);
    }

    /// <summary>Whether the archive is there, or could still be made of what an earlier run has staged.</summary>
    private async Task<bool> IsCommittedAsync(IRun run, PreparedArchive prepared, CancellationToken cancellationToken)
    {
        await run.EnsureCurrentAsync(cancellationToken);
        return await commit.CommitAsync(prepared, cancellationToken);
    }

    /// <summary>Reviews a committed archive and records it; done again, it changes nothing.</summary>
    private async Task<JobResult> SettleAsync(IRun run, PreparedArchive prepared, CancellationToken cancellationToken)
    {
        var (archive, verdict) = await ReviewAsync(run, prepared.Archive, cancellationToken);
        if (verdict.Withheld is not null)
        {
            return await WithholdAsync(run, prepared.Epoch, archive, verdict, cancellationToken);
        }

        var reviewed = new ReviewedArchive(archive, verdict.Findings, verdict.Facts);
        if (archive.Bytes >= options.CheckpointBytes)
        {
            await run.CheckpointAsync(r => ExportProgress.Parse(r.Id, r.Checkpoint) is { } progress && progress.Prepared?.Epoch == prepared.Epoch
                ? r with { Checkpoint = (progress with { Reviewed = reviewed }).ToString() }
                : r, cancellationToken);
        }

        return await ReleaseAsync(run, prepared, reviewed, cancellationToken);
    }

    private async Task<(ArchiveInfo Archive, ArchiveVerdict Verdict)> ReviewAsync(IRun run, ArchiveInfo archive, CancellationToken cancellationToken)
    {
        using var span = Spans.CheckArchive();
        try
        {
            return await new ArchiveRelease(store, reviews).ReviewAsync(run, archive, cancellationToken);
        }
        catch (Exception e) when (span.Fails(e, cancellationToken))
        {
            throw;
        }
    }

    private async Task<JobResult> ReleaseAsync(IRun run, PreparedArchive prepared, ReviewedArchive reviewed, CancellationToken cancellationToken)
    {
        var archive = reviewed.Archive;
        IReadOnlyList<string> findings = [.. prepared.Findings, .. reviewed.Findings];
        await run.RecordAsync($"e{prepared.Epoch}/archived", LedgerCodes.Archived, new Dictionary<string, string>(reviewed.Facts)
        {
            ["rows"] = archive.Rows.ToString(CultureInfo.InvariantCulture),
            ["files"] = archive.Files.ToString(CultureInfo.InvariantCulture),
            ["bytes"] = archive.Bytes.ToString(CultureInfo.InvariantCulture),
            ["sha256"] = archive.Sha256,
        }, cancellationToken);

        // Before the record says that all is done: a run that stops here has what it needs in the checkpoint.
        await WorkingData.DestroyAsync(store, run.Request.Id, cancellationToken);
        await run.CheckpointAsync(r => r with { Archive = archive, Findings = findings, Checkpoint = null }, cancellationToken);
        ExportMeter.Archived(map, run.Request, archive);
        logger.LogInformation("Request {Request}: archived {Rows} rows and {Files} files in {Bytes} bytes.", run.Request.Id, archive.Rows, archive.Files, archive.Bytes);
        return Completed(findings);
    }

    /// <summary>Destroys an archive that must not be released, and waits for an operator; the next run makes it anew.</summary>
    private async Task<JobResult> WithholdAsync(IRun run, long epoch, ArchiveInfo archive, ArchiveVerdict verdict, CancellationToken cancellationToken)
    {
        await run.EnsureCurrentAsync(cancellationToken);
        foreach (var part in archive.AllParts)
        {
            await store.DeleteAsync(part.ObjectName, WriteCondition.None, cancellationToken);
        }

        await run.RecordAsync($"e{epoch}/archive-withheld", LedgerCodes.ArchiveWithheld, verdict.Facts, cancellationToken);
        await run.CheckpointAsync(r => r with { Checkpoint = null }, cancellationToken);
        await WorkingData.DestroyAsync(store, run.Request.Id, cancellationToken);
        logger.LogError("Request {Request}: the archive is withheld: {Code}.", run.Request.Id, verdict.Withheld);
        return JobResult.Waiting(verdict.Withheld!, verdict.Findings);
    }

    private static JobResult Completed(IReadOnlyList<string> findings) =>
        new(JobResultKind.Completed, findings.All(ScopeReview.IsMention) ? "archived" : "archived-with-gaps", findings);
}
