namespace DataRights.Export.Archive;

/// <summary>A finished entry of an archive, as its central directory tells it.</summary>
/// <param name="Name">The full path within the archive; ASCII <c>/</c> between segments.</param>
/// <param name="Offset">Where its local header begins.</param>
/// <param name="CompressedSize">Bytes in the archive.</param>
/// <param name="Size">Bytes when read.</param>
/// <param name="Crc">CRC-32 over what is read.</param>
/// <param name="Sha256">SHA-256 over what is read, in lower-case hex.</param>
/// <param name="Zip64">The local header announced eight-byte sizes.</param>
public sealed record ZipEntry(string Name, long Offset, long CompressedSize, long Size, uint Crc, string Sha256, bool Zip64);
