using System.Diagnostics;

namespace DataRights.Storage.Local;

/// <summary>
/// One lock per 256th of the names, held against threads (semaphore) and processes (advisory file lock, which the
/// system frees when its holder dies). Lock files are never deleted: two holders could then lock two files of one name.
/// </summary>
internal sealed class LocalLocks(string directory, TimeProvider time) : IDisposable
{
    // Times the waiting itself, so the real clock: a provider that stands still must not make a lock wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim[] _semaphores = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the lock. A <see cref="StoreException"/> with code <c>locked</c> after 30 seconds.</summary>
    public async Task<LocalLock> AcquireAsync(LocalName name, CancellationToken cancellationToken)
    {
        var semaphore = _semaphores[name.Stripe];
        await semaphore.WaitAsync(cancellationToken);
        LocalLock? held = null;
        try
        {
            var path = Path.Combine(directory, name.Stripe.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
            var started = Stopwatch.GetTimestamp();
            while ((held = TryOpen(path, semaphore)) is null)
            {
                if (Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw new StoreException("locked", transient: true);
                }

                await Task.Delay(Random.Shared.Next(1, 8), cancellationToken);
            }

            return held;
        }
        finally
        {
            if (held is null)
            {
                semaphore.Release();
            }
        }
    }

    public void Dispose() => Array.ForEach(_semaphores, s => s.Dispose());

    private LocalLock? TryOpen(string path, SemaphoreSlim semaphore)
    {
        try
        {
            return new LocalLock(LocalFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), semaphore, time);
        }
        catch (IOException e) when (LocalErrors.IsLockedByOther(e))
        {
            return null;
        }
    }
}
