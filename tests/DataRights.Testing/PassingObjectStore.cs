using DataRights.Storage;

namespace DataRights.Testing;

/// <summary>A store that passes every call on; what derives from it chooses the store, or changes single calls.</summary>
public abstract class PassingObjectStore : IObjectStore
{
    /// <summary>The store that the next call goes to; asked once a call.</summary>
    protected abstract IObjectStore Next { get; }

    public virtual Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken) => Next.ReadAsync(name, cancellationToken);

    public Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) =>
        Next.TryWriteAsync(name, content, condition, cancellationToken);

    public Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken) => Next.DeleteAsync(name, condition, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellationToken) => Next.ListAsync(prefix, cancellationToken);

    public Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken) =>
        Next.TryAppendAsync(name, content, position, cancellationToken);

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) => Next.OpenReadAsync(name, cancellationToken);

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Next.StageBlockAsync(name, blockId, content, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken) => Next.ListBlocksAsync(name, cancellationToken);

    public Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken) =>
        Next.CommitBlocksAsync(name, blockIds, condition, cancellationToken);

    public Task DiscardBlocksAsync(string name, CancellationToken cancellationToken) => Next.DiscardBlocksAsync(name, cancellationToken);

    public Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken) =>
        Next.LinkAsync(name, until, downloadName, cancellationToken);
}
