using Microsoft.Win32.SafeHandles;

namespace DataRights.Storage.Local;

/// <summary>Reads, replaces, appends to and deletes single objects, under their locks.</summary>
internal sealed class LocalObjects(LocalLayout layout, LocalWorkspace workspace, LocalLocks locks)
{
    /// <summary>
    /// The object opened for reading, with the state that is committed. Without a lock where nothing is going on: a file
    /// is only ever replaced whole, or appended to behind a written intent, so no intent and an unchanged state before
    /// and after looking for one mean that the state is a committed one.
    /// </summary>
    public async Task<(SafeFileHandle Handle, LocalState State)?> OpenAsync(LocalName name, CancellationToken cancellationToken)
    {
        var handle = LocalFiles.TryOpenRead(name.File);
        if (handle is null)
        {
            return null;
        }

        var state = LocalState.Of(handle);
        if (!File.Exists(name.Intent) && LocalState.Of(handle) == state)
        {
            return (handle, state);
        }

        handle.Dispose();
        using var held = await locks.AcquireAsync(name, cancellationToken);
        return Settle(name, held) is { } settled && LocalFiles.TryOpenRead(name.File) is { } opened ? (opened, settled) : null;
    }

    /// <summary>The committed state; null when there is no such object.</summary>
    public async Task<LocalState?> StateAsync(LocalName name, CancellationToken cancellationToken)
    {
        var state = LocalState.Of(name.File);
        if (state is null || (!File.Exists(name.Intent) && LocalState.Of(name.File) == state))
        {
            return state;
        }

        using var held = await locks.AcquireAsync(name, cancellationToken);
        return Settle(name, held);
    }

    public async Task<string?> PublishAsync(LocalName name, TempFile file, WriteCondition condition, CancellationToken cancellationToken)
    {
        using var held = await locks.AcquireAsync(name, cancellationToken);
        var current = Settle(name, held);
        return LocalState.Meets(current, condition) ? Publish(name, file, current, held) : null;
    }

    public async Task<bool> DeleteAsync(LocalName name, WriteCondition condition, CancellationToken cancellationToken)
    {
        using var held = await locks.AcquireAsync(name, cancellationToken);
        var current = Settle(name, held);
        if (current is null || !LocalState.Meets(current, condition))
        {
            return false;
        }

        // Its stamp may be ahead of the clock; the next object of this name must still get a later one.
        held.NextStamp(current);
        LocalFiles.Remove(name.File);
        LocalFiles.Prune(name.Directory, layout.Root);
        return true;
    }

    public async Task<bool> AppendAsync(LocalName name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken)
    {
        using var held = await locks.AcquireAsync(name, cancellationToken);
        var current = Settle(name, held);
        if ((current?.Length ?? 0) != position)
        {
            return false;
        }

        if (current is null)
        {
            using var file = workspace.NewFile();
            await RandomAccess.WriteAsync(file.Handle, content, 0, cancellationToken);
            Publish(name, file, null, held);
        }
        else if (!content.IsEmpty)
        {
            using (var intent = workspace.NewFile())
            {
                AppendIntent.For(position, content.Span).Write(intent, name.Intent);
            }

            try
            {
                Extend(name.File, content.Span, position);
            }
            finally
            {
                // Judges by what arrived: also after a full disk the object is whole again, with the content or without.
                Settle(name, held);
            }
        }

        return true;
    }

    private static void Extend(string path, ReadOnlySpan<byte> content, long position)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(handle, content, position);
    }

    private static string Publish(LocalName name, TempFile file, LocalState? current, LocalLock held)
    {
        File.SetLastWriteTimeUtc(file.Handle, held.NextStamp(current));
        var state = LocalState.Of(file.Handle);
        file.Publish(name.File);
        return state.Version;
    }

    /// <summary>The state under the lock, after ending an append whose writer is gone.</summary>
    private static LocalState? Settle(LocalName name, LocalLock held)
    {
        if (File.Exists(name.Intent))
        {
            if (File.Exists(name.File))
            {
                AppendIntent.Read(name.Intent).Settle(name.File, state => held.NextStamp(state));
            }

            LocalFiles.Remove(name.Intent);
        }

        return LocalState.Of(name.File);
    }
}
