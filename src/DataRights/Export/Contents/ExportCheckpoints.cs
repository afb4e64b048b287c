using DataRights.Export.Resume;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Export.Contents;

/// <summary>
/// Makes what is finished safe: the blocks are staged, then the journal's page is written, then the record names it. How often is
/// bounded by bytes and by time, so that a small export does it never, and a big one redoes little.
/// </summary>
internal sealed class ExportCheckpoints(IRun run, ExportState state, ExportJournal journal, ExportSteps steps, ExportOptions options, TimeProvider time)
{
    private string? checkpoint = run.Request.Checkpoint;
    private JournalHead? head = ExportProgress.Parse(run.Request.Id, run.Request.Checkpoint)?.Journal;
    private long at = time.GetTimestamp();
    private long bytes = state.Bytes;
    private long payload = state.PayloadBytes;

    private long Rare => Math.Max(options.PartSize, options.CheckpointBytes);

    /// <summary>True once the time slice is used up and everything finished is safe: nothing more is to be done in this run.</summary>
    public bool SliceEnded { get; private set; }

    /// <summary>Whether a file is to be interrupted for a checkpoint: less often than between files, since it costs more to go on in one.</summary>
    public bool IsDueInside => run.SliceUsedUp || state.Bytes - bytes >= Rare || time.GetElapsedTime(at) >= options.CheckpointEvery;

    /// <summary>To be called between two entries, when the state says all that was done; true when the slice has ended.</summary>
    /// <exception cref="StoreException">Code <c>work-destroyed</c>: somebody has taken the checkpoint away meanwhile.</exception>
    public async Task<bool> ReachedAsync(CancellationToken cancellationToken)
    {
        var ends = run.SliceUsedUp;
        if (!ends && state.Bytes - bytes < options.CheckpointBytes && state.PayloadBytes - payload < Rare && time.GetElapsedTime(at) < options.CheckpointEvery)
        {
            return false;
        }

        await state.StageAsync(cancellationToken);
        head = await journal.WriteAsync(state.Journal.Page(head), run.Epoch, cancellationToken);
        await WriteAsync(new ExportProgress { Journal = head }, cancellationToken);
        (at, bytes, payload) = (time.GetTimestamp(), state.Bytes, state.PayloadBytes);
        return SliceEnded = ends;
    }

    /// <summary>Notes an archive that is staged whole: whoever has written this may commit it.</summary>
    public Task PreparedAsync(PreparedArchive prepared, CancellationToken cancellationToken) =>
        WriteAsync(new ExportProgress { Journal = head, Prepared = prepared }, cancellationToken);

    private async Task WriteAsync(ExportProgress progress, CancellationToken cancellationToken)
    {
        var next = progress.ToString();
        await run.CheckpointAsync(
            r => r.Checkpoint == checkpoint || r.Checkpoint == next
                ? steps.On(r) with { Checkpoint = next, Attempts = 0 }
                : throw new StoreException("work-destroyed", transient: true),
            cancellationToken);
        checkpoint = next;
        steps.Written();
    }
}
