using System.Security.Cryptography;
using Newtonsoft.Json;

namespace DataRights.Storage.Local;

/// <summary>
/// What an append is about to do, written down before it does it. Found later without its writer, it tells whether the
/// whole content arrived (it stays) or not (it is cut off).
/// </summary>
internal sealed record AppendIntent(long Position, long Length, string Sha256)
{
    public static AppendIntent For(long position, ReadOnlySpan<byte> content) =>
        new(position, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    public void Write(TempFile file, string path)
    {
        RandomAccess.Write(file.Handle, System.Text.Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(this)), 0);
        file.Publish(path);
    }

    public static AppendIntent Read(string path)
    {
        try
        {
            return JsonConvert.DeserializeObject<AppendIntent>(File.ReadAllText(path)) is { Position: >= 0, Length: > 0, Sha256: not null } intent
                ? intent
                : throw new StoreException("append-record-corrupt", transient: false);
        }
        catch (JsonException)
        {
            throw new StoreException("append-record-corrupt", transient: false);
        }
    }

    /// <summary>Finishes or undoes the append in the object's file.</summary>
    public void Settle(string path, Func<LocalState, DateTime> stamp)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var found = LocalState.Of(handle);
        if (found.Length > Position && !IsWhole(handle, found.Length))
        {
            RandomAccess.SetLength(handle, Position);
        }

        File.SetLastWriteTimeUtc(handle, stamp(found));
        RandomAccess.FlushToDisk(handle);
    }

    private bool IsWhole(Microsoft.Win32.SafeHandles.SafeFileHandle handle, long length)
    {
        if (length < Position + Length)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[(int)Math.Min(Length, 81920)];
        for (var done = 0L; done < Length;)
        {
            var read = RandomAccess.Read(handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - done)), Position + done);
            if (read == 0)
            {
                return false;
            }

            hash.AppendData(buffer, 0, read);
            done += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()) == Sha256;
    }
}
