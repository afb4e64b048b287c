using System.Globalization;
using System.Runtime.CompilerServices;
using DataRights.Storage;

namespace DataRights.Testing.Fakes;

/// <summary>An object store that lives as long as the test. Gives way to other tasks on every call, so that concurrent callers really interleave.</summary>
public sealed class InMemoryObjectStore(TimeProvider clock) : IObjectStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, (byte[] Content, string Version, DateTimeOffset Modified)> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, byte[]>> staged = [];
    private long versions;

    /// <summary>Called with the operation's name before every change; may throw to play a crash.</summary>
    public Action<string>? BeforeWrite { get; set; }

    /// <summary>Called with a block's id and its bytes once it is staged.</summary>
    public Action<string, int>? Staged { get; set; }

    /// <summary>The largest block staged.</summary>
    public long LargestBlock { get; private set; }

    /// <summary>The ids of the blocks that the last commit named.</summary>
    public IReadOnlyList<string> LastCommit { get; private set; } = [];

    /// <summary>The object's content; null when there is none.</summary>
    public byte[]? Bytes(string name)
    {
        lock (gate)
        {
            return objects.TryGetValue(name, out var found) ? found.Content : null;
        }
    }

    /// <summary>Everything that is stored, staged blocks included.</summary>
    public IReadOnlyList<(string Name, byte[] Content)> Everything()
    {
        lock (gate)
        {
            return [.. objects.Select(o => (o.Key, o.Value.Content)), .. staged.SelectMany(s => s.Value.Select(b => (s.Key, b.Value)))];
        }
    }

    public async Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await Yield(name, cancellationToken);
        lock (gate)
        {
            return objects.TryGetValue(name, out var found) ? new StoredObject(found.Content, found.Version) : null;
        }
    }

    public async Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken)
    {
        await Yield(name, cancellationToken);
        BeforeWrite?.Invoke("write");
        lock (gate)
        {
            return Holds(name, condition) ? Put(name, content.ToArray()) : null;
        }
    }

    public async Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken)
    {
        await Yield(name, cancellationToken);
        BeforeWrite?.Invoke("delete");
        lock (gate)
        {
            return Holds(name, condition) && objects.Remove(name);
        }
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectNameRules.CheckPrefix(prefix);
        await Task.Yield();
        List<ObjectEntry> entries;
        lock (gate)
        {
            entries = [.. objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(o => new ObjectEntry(o.Key, o.Value.Content.Length, o.Value.Version, o.Value.Modified))];
        }

        foreach (var entry in entries)
        {
            yield return entry;
        }
    }

    public async Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken)
    {
        await Yield(name, cancellationToken);
        BeforeWrite?.Invoke("append");
        lock (gate)
        {
            var before = objects.TryGetValue(name, out var found) ? found.Content : [];
            if (before.Length != position)
            {
                return false;
            }

            Put(name, [.. before, .. content.Span]);
            return true;
        }
    }

    public async Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync(name, cancellationToken) is { } found ? new MemoryStream(found.Content.ToArray(), writable: false) : null;

    public async Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await Yield(name, cancellationToken);
        BeforeWrite?.Invoke("stage");
        lock (gate)
        {
            var blocks = staged.TryGetValue(name, out var found) ? found : staged[name] = [];
            blocks[blockId] = content.ToArray();
            LargestBlock = Math.Max(LargestBlock, content.Length);
            Staged?.Invoke(blockId, content.Length);
        }
    }

    public async Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken)
    {
        await Yield(name, cancellationToken);
        lock (gate)
        {
            return staged.TryGetValue(name, out var found) ? found.ToDictionary(b => b.Key, b => (long)b.Value.Length) : [];
        }
    }

    public async Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken)
    {
        await Yield(name, cancellationToken);
        BeforeWrite?.Invoke("commit");
        lock (gate)
        {
            if (!Holds(name, condition))
            {
                return null;
            }

            var blocks = staged.GetValueOrDefault(name) ?? [];
            if (blockIds.Any(id => !blocks.ContainsKey(id)))
            {
                throw new StoreException("block-missing", transient: false);
            }

            staged.Remove(name);
            LastCommit = [.. blockIds];
            return Put(name, [.. blockIds.SelectMany(id => blocks[id])]);
        }
    }

    public async Task DiscardBlocksAsync(string name, CancellationToken cancellationToken)
    {
        await Yield(name, cancellationToken);
        BeforeWrite?.Invoke("discard");
        lock (gate)
        {
            staged.Remove(name);
        }
    }

    public Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken) =>
        Task.FromResult<Uri?>(null);

    private static async Task Yield(string name, CancellationToken cancellationToken)
    {
        ObjectNameRules.Check(name);
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
    }

    private bool Holds(string name, WriteCondition condition) =>
        condition.MustNotExist ? !objects.ContainsKey(name)
        : condition.Version is null || (objects.TryGetValue(name, out var found) && found.Version == condition.Version);

    private string Put(string name, byte[] content)
    {
        var version = (++versions).ToString(CultureInfo.InvariantCulture);
        objects[name] = (content, version, clock.GetUtcNow());
        return version;
    }
}
