using DataRights.Storage;

namespace DataRights.Tests.Requests;

/// <summary>A store that stops working at the crash point.</summary>
public sealed class CrashingObjectStore(IObjectStore inner, CrashPoint crash) : IObjectStore
{
    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        crash.ThrowIfReached();
        return inner.ReadAsync(name, cancellationToken);
    }

    public Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) =>
        crash.EffectAsync(() => inner.TryWriteAsync(name, content, condition, cancellationToken));

    public Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken) =>
        crash.EffectAsync(() => inner.DeleteAsync(name, condition, cancellationToken));

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        crash.ThrowIfReached();
        return inner.ListAsync(prefix, cancellationToken);
    }

    public Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken) =>
        crash.EffectAsync(() => inner.TryAppendAsync(name, content, position, cancellationToken));

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        crash.ThrowIfReached();
        return inner.OpenReadAsync(name, cancellationToken);
    }

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        crash.EffectAsync(async () =>
        {
            await inner.StageBlockAsync(name, blockId, content, cancellationToken);
            return true;
        });

    public Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken)
    {
        crash.ThrowIfReached();
        return inner.ListBlocksAsync(name, cancellationToken);
    }

    public Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken) =>
        crash.EffectAsync(() => inner.CommitBlocksAsync(name, blockIds, condition, cancellationToken));

    public Task DiscardBlocksAsync(string name, CancellationToken cancellationToken) =>
        crash.EffectAsync(async () =>
        {
            await inner.DiscardBlocksAsync(name, cancellationToken);
            return true;
        });

    public Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken) =>
        inner.LinkAsync(name, until, downloadName, cancellationToken);
}
