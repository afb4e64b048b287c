using System.Runtime.CompilerServices;
using DataRights.Storage;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Objects in memory, for reading. The API writes none.</summary>
internal sealed class FakeStore : IObjectStore
{
    public Dictionary<string, byte[]> Objects { get; } = [];

    public List<TrackedStream> Opened { get; } = [];

    public Uri? Link { get; set; }

    public DateTimeOffset LinkUntil { get; private set; }

    public Func<Exception>? Fails { get; set; }

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (Fails is { } fails)
        {
            throw fails();
        }

        return Task.FromResult(Objects.TryGetValue(name, out var content) ? new StoredObject(content, "v1") : null);
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        if (!Objects.TryGetValue(name, out var content))
        {
            return Task.FromResult<Stream?>(null);
        }

        var stream = new TrackedStream(content);
        Opened.Add(stream);
        return Task.FromResult<Stream?>(stream);
    }

    public Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken)
    {
        LinkUntil = until;
        return Task.FromResult(Link);
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var (name, content) in Objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            yield return new(name, content.Length, "1", DateTimeOffset.UnixEpoch);
        }
    }

    public Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DiscardBlocksAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();
}
