namespace DataRights.Export.Contents;

/// <summary>
/// Writes one buffer while the caller fills the next: a write is no more than a copy until the cores behind the stream have all they
/// can compress, and then the caller still goes on. One write is under way at most; what goes wrong in it is thrown by
/// <see cref="WaitAsync"/>. A buffer belongs to the writer until that returns.
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

        underWay = WriteAsync(buffer, cancellationToken);
    }

    /// <summary>Waits for the write under way: nothing may close the stream under it.</summary>
    public async ValueTask DisposeAsync()
    {
        // Left without waiting only when something else has failed first; that is then the failure to tell of.
        await underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer, cancellationToken);
        await pulse.WroteAsync(buffer.Length, cancellationToken);
    }
}
