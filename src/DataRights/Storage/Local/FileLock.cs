using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace DataRights.Storage.Local;

/// <summary>An advisory lock on a file, which the system frees when its holder dies.</summary>
internal static class FileLock
{
    // Times the waiting itself, so the real clock: a provider that stands still must not make a lock wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The lock, or null when another holds it.</summary>
    public static SafeFileHandle? TryTake(string path, FileMode mode = FileMode.OpenOrCreate)
    {
        try
        {
            return LocalFiles.Open(path, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (LocalErrors.IsLockedByOther(e))
        {
            return null;
        }
    }

    /// <summary>Waits for the lock on this thread: for starts, which have nothing else to do. A <see cref="StoreException"/> with code <c>locked</c> after 30 seconds.</summary>
    public static SafeFileHandle Take(string path)
    {
        var started = Stopwatch.GetTimestamp();
        SafeFileHandle? held;
        while ((held = TryTake(path)) is null)
        {
            EnsurePatience(started);
            Thread.Sleep(5);
        }

        return held;
    }

    /// <summary>Waits for the lock. A <see cref="StoreException"/> with code <c>locked</c> after 30 seconds.</summary>
    public static async Task<SafeFileHandle> TakeAsync(string path, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        SafeFileHandle? held;
        while ((held = TryTake(path)) is null)
        {
            EnsurePatience(started);
            await Task.Delay(Random.Shared.Next(1, 8), cancellationToken);
        }

        return held;
    }

    private static void EnsurePatience(long started)
    {
        if (Stopwatch.GetElapsedTime(started) > Patience)
        {
            throw new StoreException("locked", transient: true);
        }
    }
}
