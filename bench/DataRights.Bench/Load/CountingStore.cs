using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DataRights.Storage;

namespace DataRights.Bench.Load;

/// <summary>Passes every call on and counts it, by kind and by the first part of the name.</summary>
internal sealed class CountingStore(IObjectStore inner) : IObjectStore, IDisposable
{
    private readonly ConcurrentDictionary<(string Area, string Kind), Counter> counts = [];
    private long endedClaims;

    /// <summary>How many subjects' claims were deleted: one at the end of each request whose subject has no other.</summary>
    public long EndedClaims => Interlocked.Read(ref endedClaims);

    /// <summary>Called before each call; may throw, to play a store that is out of reach.</summary>
    public Action? Before { get; set; }

    public IReadOnlyDictionary<(string Area, string Kind), long> Counts => counts.ToDictionary(c => c.Key, c => c.Value.Value);

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Count(name, "read");
        return inner.ReadAsync(name, cancellationToken);
    }

    public Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken)
    {
        Count(name, "write");
        return inner.TryWriteAsync(name, content, condition, cancellationToken);
    }

    public async Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken)
    {
        Count(name, "delete");
        var deleted = await inner.DeleteAsync(name, condition, cancellationToken);
        if (deleted && name.StartsWith(ObjectNames.Subjects, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref endedClaims);
        }

        return deleted;
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Count(prefix, "list");
        await foreach (var entry in inner.ListAsync(prefix, cancellationToken))
        {
            Count(prefix, "listed");
            yield return entry;
        }
    }

    public Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken)
    {
        Count(name, "append");
        return inner.TryAppendAsync(name, content, position, cancellationToken);
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        Count(name, "open");
        return inner.OpenReadAsync(name, cancellationToken);
    }

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Count(name, "stage");
        return inner.StageBlockAsync(name, blockId, content, cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken)
    {
        Count(name, "blocks");
        return inner.ListBlocksAsync(name, cancellationToken);
    }

    public Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken)
    {
        Count(name, "commit");
        return inner.CommitBlocksAsync(name, blockIds, condition, cancellationToken);
    }

    public Task DiscardBlocksAsync(string name, CancellationToken cancellationToken)
    {
        Count(name, "discard");
        return inner.DiscardBlocksAsync(name, cancellationToken);
    }

    public Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken) =>
        inner.LinkAsync(name, until, downloadName, cancellationToken);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private void Count(string name, string kind)
    {
        Before?.Invoke();
        var end = name.IndexOf('/', StringComparison.Ordinal);
        var second = name.StartsWith("ledger/", StringComparison.Ordinal) ? name.IndexOf('/', end + 1) : end;
        counts.GetOrAdd((second < 0 ? name : name[..second], kind), _ => new Counter()).Increment();
    }

    private sealed class Counter
    {
        private long value;

        public long Value => Interlocked.Read(ref value);

        public void Increment() => Interlocked.Increment(ref value);
    }
}
