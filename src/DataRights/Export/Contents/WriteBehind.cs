namespace DataRights.Export.Contents;

/// <summary>
/// Writes one buffer while the caller fills the next, so that compressing and reading take two cores. One write is under
/// way at most; what goes wrong in it is thrown by <see cref="WaitAsync"/>. A buffer belongs to the writer until that returns.
/// </summary>
internal sealed class WriteBehind(Stream stream, Pulse pulse) : IAsyncDisposable
{
    private Task underWay = Task.CompletedTask;

    /// <summary>Bytes taken so far, written or not.</summary>
    public long Taken { get; private set; }

    /// <summary>Waits for the write under way; its buffer is free again.</summary>
    public Task WaitAsync() => underWay;

    /// <summary>Begins a write; the one before must have been waited for.</summary>
    public void Write(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        Taken += buffer.Length;

        // Begun also when cancelled meanwhile: the stream then says so itself.
        underWay = Task.Run(
            async () =>
            {
                await stream.WriteAsync(buffer, cancellationToken);
                await pulse.WroteAsync(buffer.Length, cancellationToken);
            },
            CancellationToken.None);
    }

    /// <summary>Waits for the write under way: nothing may close the stream under it.</summary>
    public async ValueTask DisposeAsync()
    {
        // Left without waiting only when something else has failed first; that is then the failure to tell of.
        await underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
