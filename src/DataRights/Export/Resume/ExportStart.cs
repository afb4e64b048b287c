using DataRights.Export.Contents;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Subjects;
using Microsoft.Extensions.Logging;

namespace DataRights.Export.Resume;

/// <summary>
/// How a run of an export begins: with what an earlier run finished, or from nothing. What is damaged raises; an export starts again
/// only when blocks that it counted on are not staged any more, or when the map is another.
/// </summary>
internal sealed class ExportStart(DataMap map, IObjectStore store, ISealer sealer, ExportOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>The number of a request's first run: before it there is nothing that another could have left.</summary>
    private const long FirstEpoch = 1;

    /// <summary>The state as of the last checkpoint; null when there is none to go on with.</summary>
    public async Task<ExportState?> ResumeAsync(IRun run, CancellationToken cancellationToken)
    {
        var request = run.Request;
        if (ExportProgress.Parse(request.Id, request.Checkpoint)?.Journal is not { } head || request.MapHash != map.Hash)
        {
            return null;
        }

        await run.EnsureCurrentAsync(cancellationToken);
        var pages = await new ExportJournal(store, sealer, request.Id).ReadAsync(head, cancellationToken);
        var state = new ExportState(store, new ExportContents(map, request, pages[0].Collected), run.Epoch, options);
        state.Journal.Restore(pages);
        foreach (var bag in state.Bags)
        {
            var staged = await store.ListBlocksAsync(bag.ObjectName, cancellationToken);
            if (!bag.Output.Blocks.All(b => staged.TryGetValue(b.Id, out var size) && size == b.Size))
            {
                logger.LogWarning("Request {Request}: the store has dropped staged blocks of the archive.", request.Id);
                await state.DisposeAsync();
                return null;
            }
        }

        logger.LogInformation("Request {Request}: the archive goes on after {Bytes} bytes.", request.Id, state.Bytes);
        return state;
    }

    /// <summary>An empty state. Clears what an earlier run left: its staged blocks, its journal, and an archive that nobody recorded.</summary>
    public async Task<ExportState> BeginAsync(IRun run, CancellationToken cancellationToken)
    {
        await run.EnsureCurrentAsync(cancellationToken);
        if (run.Epoch > FirstEpoch && (await ClearAsync(run, cancellationToken) || run.Request.Checkpoint is not null))
        {
            await run.RecordAsync($"e{run.Epoch}/archive-restarted", LedgerCodes.ArchiveRestarted, new Dictionary<string, string>(), cancellationToken);
            logger.LogInformation("Request {Request}: the archive starts again.", run.Request.Id);
        }

        await run.CheckpointAsync(r => r with { MapHash = map.Hash, Checkpoint = null, Steps = [.. r.Steps.Where(s => !s.Name.StartsWith("export:", StringComparison.Ordinal))] },
            cancellationToken);

        // Once nothing names it any more. Pages of a later epoch belong to a run that has overtaken this one.
        await new ExportJournal(store, sealer, run.Request.Id).DestroyBeforeAsync(run.Epoch, cancellationToken);
        return new ExportState(store, new ExportContents(map, run.Request, time.GetUtcNow()), run.Epoch, options);
    }

    /// <summary>Drops all that was made, since there is nobody to make it for.</summary>
    public async Task DiscardAsync(IRun run, CancellationToken cancellationToken)
    {
        await ClearAsync(run, cancellationToken);
        await run.CheckpointAsync(r => r with { Checkpoint = null }, cancellationToken);
        await WorkingData.DestroyAsync(store, run.Request.Id, cancellationToken);
    }

    /// <summary>True when there was anything.</summary>
    private async Task<bool> ClearAsync(IRun run, CancellationToken cancellationToken)
    {
        var found = false;
        for (var part = 1; ; part++)
        {
            var name = ObjectNames.Archive(run.Request.Id, part);
            var committed = await VersionAsync(name, cancellationToken);
            var staged = (await store.ListBlocksAsync(name, cancellationToken)).Count > 0;
            if (!staged && committed is null)
            {
                return found;
            }

            // In this order, so that a run which was overtaken takes nothing away that the newer one commits.
            await run.EnsureCurrentAsync(cancellationToken);
            await store.DiscardBlocksAsync(name, cancellationToken);
            if (committed is not null)
            {
                await store.DeleteAsync(name, WriteCondition.IfVersion(committed), cancellationToken);
            }

            found = true;
        }
    }

    private async Task<string?> VersionAsync(string name, CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(name, cancellationToken))
        {
            if (entry.Name == name)
            {
                return entry.Version;
            }
        }

        return null;
    }
}
