using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using DataRights.Storage;

namespace DataRights.Testing.Fakes;

/// <summary>An object store in memory, for tests that look at what was written. <see cref="BeforeWrite"/> runs before every change.</summary>
public sealed class BlockRecordingObjectStore : IObjectStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, (byte[] Content, long Version)> objects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SortedDictionary<string, byte[]>> staged = new();
    private long versions;

    /// <summary>Called with the operation's name; may throw to play a crash.</summary>
    public Action<string>? BeforeWrite { get; set; }

    /// <summary>The largest block staged.</summary>
    public long LargestBlock { get; private set; }

    /// <summary>The ids of the blocks that the last commit named.</summary>
    public IReadOnlyList<string> LastCommit { get; private set; } = [];

    public byte[]? Bytes(string name)
    {
        lock (gate)
        {
            return objects.TryGetValue(name, out var o) ? o.Content : null;
        }
    }

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(objects.TryGetValue(name, out var o) ? new StoredObject(o.Content, Text(o.Version)) : null);
        }
    }

    public Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke("write");
        lock (gate)
        {
            return Task.FromResult(Holds(name, condition) ? Put(name, content.ToArray()) : null);
        }
    }

    public Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke("delete");
        lock (gate)
        {
            return Task.FromResult(Holds(name, condition) && objects.Remove(name));
        }
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ObjectEntry> entries;
        lock (gate)
        {
            entries = [.. objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(o => new ObjectEntry(o.Key, o.Value.Content.Length, Text(o.Value.Version), DateTimeOffset.UnixEpoch))];
        }

        foreach (var entry in entries)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    public Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke("append");
        lock (gate)
        {
            var before = objects.TryGetValue(name, out var o) ? o.Content : [];
            if (before.Length != position)
            {
                return Task.FromResult(false);
            }

            Put(name, [.. before, .. content.Span]);
            return Task.FromResult(true);
        }
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(Bytes(name) is { } bytes ? new MemoryStream(bytes, writable: false) : null);

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke("stage");
        lock (gate)
        {
            staged.GetOrAdd(name, _ => new(StringComparer.Ordinal))[blockId] = content.ToArray();
            LargestBlock = Math.Max(LargestBlock, content.Length);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyDictionary<string, long>>(
                staged.TryGetValue(name, out var blocks) ? blocks.ToDictionary(b => b.Key, b => (long)b.Value.Length) : []);
        }
    }

    public Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke("commit");
        lock (gate)
        {
            if (!Holds(name, condition))
            {
                return Task.FromResult<string?>(null);
            }

            var blocks = staged.GetValueOrDefault(name) ?? new(StringComparer.Ordinal);
            if (blockIds.Any(id => !blocks.ContainsKey(id)))
            {
                throw new StoreException("block-missing", transient: true);
            }

            LastCommit = [.. blockIds];
            staged.TryRemove(name, out _);
            return Task.FromResult<string?>(Put(name, [.. blockIds.SelectMany(id => blocks[id])]));
        }
    }

    public Task DiscardBlocksAsync(string name, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke("discard");
        staged.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken) => Task.FromResult<Uri?>(null);

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private bool Holds(string name, WriteCondition condition) =>
        condition.MustNotExist ? !objects.ContainsKey(name)
        : condition.Version is null || (objects.TryGetValue(name, out var o) && Text(o.Version) == condition.Version);

    private string Put(string name, byte[] content)
    {
        objects[name] = (content, ++versions);
        return Text(versions);
    }
}
