using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace DataRights.Storage.Local;

/// <summary>A held lock. Its file remembers the last stamp given, so that no stamp is given twice, not even after a deletion.</summary>
internal sealed class LocalLock(SafeFileHandle file, SemaphoreSlim semaphore, TimeProvider time) : IDisposable
{
    /// <summary>Now, or as little later as it takes to be later than every stamp before.</summary>
    public DateTime NextStamp(LocalState? current)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        var last = RandomAccess.Read(file, bytes, 0) == bytes.Length ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
        var ticks = Math.Max(time.GetUtcNow().UtcTicks, Math.Max(last, current?.Stamp.Ticks ?? 0) + 1);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, ticks);
        RandomAccess.Write(file, bytes, 0);
        return new DateTime(ticks, DateTimeKind.Utc);
    }

    public void Dispose()
    {
        file.Dispose();
        semaphore.Release();
    }
}
