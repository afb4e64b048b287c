namespace DataRights.Export.Contents;

/// <summary>Shows life now and then while a long export writes, and so notices when another run has taken the request.</summary>
internal sealed class Pulse(long every, Func<CancellationToken, Task> beat)
{
    private long written;

    public async Task WroteAsync(long bytes, CancellationToken cancellationToken)
    {
        written += bytes;
        if (written >= every)
        {
            written = 0;
            await beat(cancellationToken);
        }
    }
}
