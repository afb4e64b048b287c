namespace DataRights.Export.Archive;

/// <summary>An entry that lies in the archive up to a chunk's end, as another run may go on with it.</summary>
/// <param name="Start">Where its local header begins.</param>
/// <param name="DataStart">Where its data begins.</param>
/// <param name="Size">How many bytes of the content are in the archive.</param>
/// <param name="Crc">CRC-32 over them.</param>
public sealed record OpenEntry(long Start, long DataStart, long Size, uint Crc);
