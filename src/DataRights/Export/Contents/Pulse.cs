using DataRights.Requests;

namespace DataRights.Export.Contents;

/// <summary>
/// Says while an export writes how much it is, and shows life now and then; so it notices when it is to stop. Rows and bytes
/// may be told from two threads.
/// </summary>
internal sealed class Pulse(long every, IRun run)
{
    private long sinceBeat;
    private long bytesInAll;
    private long rowsInAll;

    public Task ReadAsync(long rows, CancellationToken cancellationToken) =>
        run.WeighAsync(Interlocked.Add(ref rowsInAll, rows), Interlocked.Read(ref bytesInAll), cancellationToken);

    public async Task WroteAsync(long bytes, CancellationToken cancellationToken)
    {
        await run.WeighAsync(Interlocked.Read(ref rowsInAll), Interlocked.Add(ref bytesInAll, bytes), cancellationToken);
        sinceBeat += bytes;
        if (sinceBeat >= every)
        {
            sinceBeat = 0;
            await run.CheckpointAsync(r => r, cancellationToken);
        }
    }
}
