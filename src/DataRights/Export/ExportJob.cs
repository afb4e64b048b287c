using System.Globalization;
using System.Security.Cryptography;
using DataRights.Export.Archive;
using DataRights.Export.Bag;
using DataRights.Export.Contents;
using DataRights.Export.Release;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Export;

/// <summary>
/// Makes the archive of an access (GDPR Art. 15) or portability (Art. 20) request. Nothing can be downloaded before the
/// archive is whole: it is staged, noted as prepared, committed, and then recorded. An export that was stopped while staging starts
/// its archive again; one stopped after the commit finds the prepared archive and only records it. The outcome is <c>archived</c>, or
/// <c>archived-with-gaps</c> when a source, table or file could not be read, which the archive lists; or <c>subject-not-found</c>, without
/// an archive, when the person was deleted since.
/// </summary>
/// <param name="map">What is exported.</param>
/// <param name="sources">The map's sources, opened.</param>
/// <param name="locator">Finds the subject's rows.</param>
/// <param name="store">Where the archive goes.</param>
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
    IReadOnlyList<IArchiveReview> reviews,
    Func<string, SourceSchema, IReadOnlyList<CoverageFinding>> coverage,
    ExportOptions options,
    TimeProvider time,
    ILogger<ExportJob> logger) : IJob
{
    /// <summary>The number of a request's first run: before it there is nothing that another could have left.</summary>
    private const long FirstEpoch = 1;

    public bool Handles(RequestKind kind) => kind is RequestKind.Access or RequestKind.Portability;

    public async Task<JobResult> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        var request = run.Request;
        if (request.Archive is not null)
        {
            return Completed(request.Findings);
        }

        var progress = ExportProgress.Parse(request.Id, request.Checkpoint);
        if (progress is not null && await IsCommittedAsync(progress.Prepared, cancellationToken))
        {
            return await SettleAsync(run, progress, cancellationToken);
        }

        await StartAgainAsync(run, cancellationToken);
        if (await ExportAsync(run, cancellationToken) is { } made)
        {
            return await SettleAsync(run, made, cancellationToken);
        }

        // Deleted since the request came. An archive of nothing would only say that the person had been there.
        await store.DiscardBlocksAsync(ObjectNames.Archive(request.Id), cancellationToken);
        return JobResult.Completed("subject-not-found");
    }

    private async Task<ExportProgress?> ExportAsync(IRun run, CancellationToken cancellationToken)
    {
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

    private async Task<ExportProgress?> MakeAsync(IRun run, CancellationToken cancellationToken)
    {
        var name = ObjectNames.Archive(run.Request.Id);
        var contents = new ExportContents(map, run.Request, time.GetUtcNow());
        await using var output = new BlockStream(store, name, run.Epoch, options.BlockSize, options.UploadsAtOnce);
        await using var builder = new ContentBuilder(run, contents, sources, locator, coverage, options, time);
        await using (var zip = new ZipWriter(output, run.Request.Received))
        {
            if (!await builder.BuildAsync(new BagWriter(zip, contents.BagName), cancellationToken))
            {
                return null;
            }
        }

        await output.CompleteAsync(cancellationToken);
        var archive = new ArchiveInfo(name, $"{contents.BagName}.zip", output.Position, output.Sha256, contents.Rows, contents.Files.Count,
            map.Clock.ArchiveLifetime.After(time.GetUtcNow()), Destroyed: null);
        var progress = ExportProgress.Of(run.Epoch, archive, builder.Findings);

        // A conditional write: whoever has made it may commit.
        await run.CheckpointAsync(r => builder.WithSteps(r) with { Checkpoint = progress.ToString() }, cancellationToken);
        if (!await output.CommitAsync(WriteCondition.IfAbsent, cancellationToken))
        {
            // A run before this one came to its commit late. The next one finds its archive and clears it away.
            throw new StoreException("archive-exists", transient: true);
        }

        DeletionMeter.Found(builder.NotInMap);
        return progress;
    }

    /// <summary>Clears what an earlier run left: its staged blocks, and an archive that nobody recorded.</summary>
    private async Task StartAgainAsync(IRun run, CancellationToken cancellationToken)
    {
        await run.EnsureCurrentAsync(cancellationToken);
        if (run.Epoch > FirstEpoch)
        {
            await ClearAsync(run, cancellationToken);
        }

        await run.CheckpointAsync(r => r with { MapHash = map.Hash, Checkpoint = null, Steps = [.. r.Steps.Where(s => !s.Name.StartsWith("export:", StringComparison.Ordinal))] },
            cancellationToken);
    }

    private async Task ClearAsync(IRun run, CancellationToken cancellationToken)
    {
        var name = ObjectNames.Archive(run.Request.Id);
        var staged = (await store.ListBlocksAsync(name, cancellationToken)).Count > 0;
        await store.DiscardBlocksAsync(name, cancellationToken);
        var committed = await store.DeleteAsync(name, WriteCondition.None, cancellationToken);
        if (staged || committed)
        {
            await run.RecordAsync($"e{run.Epoch}/archive-restarted", LedgerCodes.ArchiveRestarted, new Dictionary<string, string>(), cancellationToken);
            logger.LogInformation("Request {Request}: the archive starts again.", run.Request.Id);
        }
    }

    /// <summary>Reviews a committed archive and records it; done again, it changes nothing.</summary>
    private async Task<JobResult> SettleAsync(IRun run, ExportProgress progress, CancellationToken cancellationToken)
    {
        var (archive, verdict) = await new ArchiveRelease(store, reviews).ReviewAsync(run, progress.Prepared, cancellationToken);
        if (verdict.Withheld is { } code)
        {
            return await WithholdAsync(run, archive, code, verdict.Findings, cancellationToken);
        }

        IReadOnlyList<string> findings = [.. progress.Findings, .. verdict.Findings];
        await run.RecordAsync($"e{progress.Epoch}/archived", LedgerCodes.Archived, new Dictionary<string, string>
        {
            ["rows"] = archive.Rows.ToString(CultureInfo.InvariantCulture),
            ["files"] = archive.Files.ToString(CultureInfo.InvariantCulture),
            ["bytes"] = archive.Bytes.ToString(CultureInfo.InvariantCulture),
            ["sha256"] = archive.Sha256,
        }, cancellationToken);
        await run.CheckpointAsync(r => r with { Archive = archive, Findings = findings, Checkpoint = null }, cancellationToken);
        ExportMeter.Archived(map, run.Request, archive);
        logger.LogInformation("Request {Request}: archived {Rows} rows and {Files} files in {Bytes} bytes.", run.Request.Id, archive.Rows, archive.Files, archive.Bytes);
        return Completed(findings);
    }

    /// <summary>Destroys an archive that must not be released, and waits for an operator; the next run makes it anew.</summary>
    private async Task<JobResult> WithholdAsync(IRun run, ArchiveInfo archive, string code, IReadOnlyList<string> findings, CancellationToken cancellationToken)
    {
        await run.EnsureCurrentAsync(cancellationToken);
        await store.DeleteAsync(archive.ObjectName, WriteCondition.None, cancellationToken);
        await run.CheckpointAsync(r => r with { Checkpoint = null }, cancellationToken);
        logger.LogError("Request {Request}: the archive is withheld: {Code}.", run.Request.Id, code);
        return JobResult.Waiting(code, findings);
    }

    /// <summary>Whether the object is the prepared one, to the last byte.</summary>
    private async Task<bool> IsCommittedAsync(ArchiveInfo prepared, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenReadAsync(prepared.ObjectName, cancellationToken);
        return stream is not null && stream.Length == prepared.Bytes
            && Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == prepared.Sha256;
    }

    private static JobResult Completed(IReadOnlyList<string> findings) =>
        new(JobResultKind.Completed, findings.Count == 0 ? "archived" : "archived-with-gaps", findings);
}
