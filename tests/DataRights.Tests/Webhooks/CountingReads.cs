using DataRights.Storage;

namespace DataRights.Tests.Webhooks;

/// <summary>A store that counts how often a whole object is read.</summary>
internal sealed class CountingReads(IObjectStore inner) : IObjectStore
{
    public int Count { get; set; }

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Count++;
        return inner.ReadAsync(name, cancellationToken);
    }

    public Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) =>
        inner.TryWriteAsync(name, content, condition, cancellationToken);

    public Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken) => inner.DeleteAsync(name, condition, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellationToken) => inner.ListAsync(prefix, cancellationToken);

    public Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken) =>
        inner.TryAppendAsync(name, content, position, cancellationToken);

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) => inner.OpenReadAsync(name, cancellationToken);

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        inner.StageBlockAsync(name, blockId, content, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken) => inner.ListBlocksAsync(name, cancellationToken);

    public Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken) =>
        inner.CommitBlocksAsync(name, blockIds, condition, cancellationToken);

    public Task DiscardBlocksAsync(string name, CancellationToken cancellationToken) => inner.DiscardBlocksAsync(name, cancellationToken);

    public Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken) =>
        inner.LinkAsync(name, until, downloadName, cancellationToken);
}
