using System.Security.Cryptography;

namespace DataRights.Export.Archive;

/// <summary>
/// Counts an entry's content and takes CRC-32 and SHA-256 of it, chunk after chunk in their order, beside whatever else is done with
/// them. Nothing may be appended once it is disposed of, which waits for nothing.
/// </summary>
internal sealed class EntryDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Task last = Task.CompletedTask;

    public uint Crc { get; private set; }

    public string Sha256 => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Takes the chunk into account once those before it were; it must not change until then.</summary>
    public Task AppendAsync(ReadOnlyMemory<byte> chunk)
    {
        var before = last;
        return last = Task.Run(async () =>
        {
            await before;
            Crc = Crc32.Append(Crc, chunk.Span);
            hash.AppendData(chunk.Span);
        });
    }

    public void Dispose() => hash.Dispose();
}
