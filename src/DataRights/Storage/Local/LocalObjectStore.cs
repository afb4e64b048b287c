using System.Runtime.CompilerServices;

namespace DataRights.Storage.Local;

/// <summary>
/// Objects as plain files of the same name under a directory, private to the user (0700, 0600). Safe for several
/// threads and processes on one machine; lasting through <c>kill -9</c> and, as far as the file system keeps its
/// flushes, a power cut. An object and a folder cannot have one name (codes <c>name-is-a-folder</c>,
/// <c>folder-is-an-object</c>). Needs a file system with advisory locks and times of 100 ns; others are refused at start.
/// Everything else of the store lies in <c>.~store</c>; see <c>docs/decisions/local-object-store.md</c>.
/// </summary>
public sealed class LocalObjectStore : IObjectStore, IDisposable
{
    private readonly LocalLayout _layout;
    private readonly LocalWorkspace _workspace;
    private readonly LocalLocks _locks;
    private readonly LocalObjects _objects;
    private readonly LocalBlocks _blocks;

    /// <summary>Opens the store, making the directory when missing and removing what killed processes left behind.</summary>
    /// <exception cref="StoreException">The directory cannot be used; the code says why.</exception>
    public LocalObjectStore(string directory, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        try
        {
            _layout = new LocalLayout(directory);
            _workspace = new LocalWorkspace(_layout);
            _locks = new LocalLocks(_layout.Locks, time);
            _objects = new LocalObjects(_layout, _workspace, _locks);
            _blocks = new LocalBlocks(_layout, _workspace, time);
            _blocks.RemoveForgotten();
        }
        catch (Exception e) when (LocalErrors.IsFileSystem(e))
        {
            throw LocalErrors.Translate(e);
        }
    }

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var located = _layout.Locate(name);
        return LocalErrors.GuardAsync<StoredObject?>(async () =>
        {
            if (await _objects.OpenAsync(located, cancellationToken) is not { } opened)
            {
                return null;
            }

            await using var stream = new CommittedStream(opened.Handle, opened.State.Length);
            if (stream.Length > Array.MaxLength)
            {
                throw new StoreException("too-large-to-read-whole", transient: false);
            }

            var content = new byte[stream.Length];
            await stream.ReadExactlyAsync(content, cancellationToken);
            return new StoredObject(content, opened.State.Version);
        });
    }

    public Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken)
    {
        var located = _layout.Locate(name);
        return LocalErrors.GuardAsync(async () =>
        {
            using var file = _workspace.NewFile();
            await RandomAccess.WriteAsync(file.Handle, content, 0, cancellationToken);
            return await _objects.PublishAsync(located, file, condition, cancellationToken);
        });
    }

    public Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken)
    {
        var located = _layout.Locate(name);
        return LocalErrors.GuardAsync(() => _objects.DeleteAsync(located, condition, cancellationToken));
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectNameRules.CheckPrefix(prefix);
        using var names = LocalListing.Names(_layout.Root, prefix).GetEnumerator();
        while (await NextAsync(names, cancellationToken) is { } entry)
        {
            yield return entry;
        }
    }

    public Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var located = _layout.Locate(name);
        return LocalErrors.GuardAsync(() => _objects.AppendAsync(located, content, position, cancellationToken));
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        var located = _layout.Locate(name);
        return LocalErrors.GuardAsync<Stream?>(async () => await _objects.OpenAsync(located, cancellationToken) is { } opened
            ? new CommittedStream(opened.Handle, opened.State.Length)
            : null);
    }

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ObjectNameRules.CheckBlockId(blockId);
        var located = _layout.Locate(name);
        return LocalErrors.GuardAsync(async () =>
        {
            await _blocks.StageAsync(located, blockId, content, cancellationToken);
            return true;
        });
    }

    public Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var located = _layout.Locate(name);
        return LocalErrors.GuardAsync(() => Task.FromResult(LocalBlocks.List(located)));
    }

    public Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken)
    {
        foreach (var blockId in blockIds)
        {
            ObjectNameRules.CheckBlockId(blockId);
        }

        var located = _layout.Locate(name);
        return LocalErrors.GuardAsync(async () =>
        {
            using var file = await _blocks.JoinAsync(located, blockIds, cancellationToken);

            // The long flush comes before the lock, so that others need not wait for it.
            RandomAccess.FlushToDisk(file.Handle);
            var version = await _objects.PublishAsync(located, file, condition, cancellationToken);
            if (version is not null)
            {
                LocalBlocks.Discard(located);
            }

            return version;
        });
    }

    public Task DiscardBlocksAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var located = _layout.Locate(name);
        return LocalErrors.GuardAsync(() =>
        {
            LocalBlocks.Discard(located);
            return Task.FromResult(true);
        });
    }

    public Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken)
    {
        ObjectNameRules.Check(name);
        return Task.FromResult<Uri?>(null);
    }

    /// <summary>Removes this instance's temporary files. Call it when nothing is under way any more.</summary>
    public void Dispose()
    {
        _workspace.Dispose();
        _locks.Dispose();
    }

    private Task<ObjectEntry?> NextAsync(IEnumerator<string> names, CancellationToken cancellationToken) => LocalErrors.GuardAsync(async () =>
    {
        while (names.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await _objects.StateAsync(_layout.Locate(names.Current), cancellationToken) is { } state)
            {
                return new ObjectEntry(names.Current, state.Length, state.Version, state.Stamp);
            }
        }

        return null;
    });
}
