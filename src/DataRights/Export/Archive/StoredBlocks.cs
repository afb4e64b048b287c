using System.Buffers.Binary;

namespace DataRights.Export.Archive;

/// <summary>
/// Writes content as deflate's stored blocks (RFC 1951, 3.2.4), none of them final: a twelve-thousandth longer than the content.
/// Not zip's method 0: readers that take the archive as a stream need to see an entry's end.
/// </summary>
internal static class StoredBlocks
{
    private const int Longest = ushort.MaxValue;
    private const int Header = 5;

    public static async ValueTask WriteAsync(Stream output, ReadOnlyMemory<byte> content, byte[] scratch, CancellationToken cancellationToken)
    {
        while (!content.IsEmpty)
        {
            var length = (ushort)Math.Min(content.Length, Longest);
            scratch[0] = 0;
            BinaryPrimitives.WriteUInt16LittleEndian(scratch.AsSpan(1), length);
            BinaryPrimitives.WriteUInt16LittleEndian(scratch.AsSpan(3), (ushort)~length);
            await output.WriteAsync(scratch.AsMemory(0, Header), cancellationToken);
            await output.WriteAsync(content[..length], cancellationToken);
            content = content[length..];
        }
    }
}
