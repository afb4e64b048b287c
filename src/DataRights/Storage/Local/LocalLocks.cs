using System.Globalization;

namespace DataRights.Storage.Local;

/// <summary>
/// One lock per 256th of the names, held against threads (semaphore) and processes (advisory file lock). Lock files are
/// never deleted: two holders could then lock two files of one name.
/// </summary>
internal sealed class LocalLocks(string directory, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim[] _semaphores = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<LocalLock> AcquireAsync(LocalName name, CancellationToken cancellationToken)
    {
        var semaphore = _semaphores[name.Stripe];
        await semaphore.WaitAsync(cancellationToken);
        LocalLock? held = null;
        try
        {
            var path = Path.Combine(directory, name.Stripe.ToString("x2", CultureInfo.InvariantCulture));
            held = new LocalLock(await FileLock.TakeAsync(path, cancellationToken), semaphore, time);
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
}
