using System.Buffers.Binary;
using Bogus;

namespace DataRights.Samples.PythonPro.Seeding.Files;

/// <summary>
/// A picture of 10 by 10 pixels, mirrored, in one colour on white, as a PNG (RFC 2083). Its data is stored, not
/// compressed, so that its bytes don't depend on a compressor's version.
/// </summary>
internal static class Avatar
{
    private const int Side = 10;

    public static byte[] Png(Randomizer dice)
    {
        var color = dice.Bytes(3);
        var pixels = new byte[Side * (1 + (Side * 3))];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side / 2; x++)
            {
                var (r, g, b) = dice.Bool() ? (color[0], color[1], color[2]) : ((byte)255, (byte)255, (byte)255);
                foreach (var column in new[] { x, Side - 1 - x })
                {
                    // Each line begins with its filter: none.
                    var at = (y * (1 + (Side * 3))) + 1 + (column * 3);
                    (pixels[at], pixels[at + 1], pixels[at + 2]) = (r, g, b);
                }
            }
        }

        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR"u8, [0, 0, 0, Side, 0, 0, 0, Side, 8, 2, 0, 0, 0]);
        Chunk(png, "IDAT"u8, Stored(pixels));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        png.Write(number);
    }

    /// <summary>A zlib stream (RFC 1950) of one stored block (RFC 1951).</summary>
    private static byte[] Stored(byte[] data)
    {
        var stream = new byte[2 + 5 + data.Length + 4];
        (stream[0], stream[1], stream[2]) = (0x78, 0x01, 0x01);
        BinaryPrimitives.WriteUInt16LittleEndian(stream.AsSpan(3), (ushort)data.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(stream.AsSpan(5), (ushort)~data.Length);
        data.CopyTo(stream, 7);
        var (a, b) = (1u, 0u);
        foreach (var value in data)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        BinaryPrimitives.WriteUInt32BigEndian(stream.AsSpan(7 + data.Length), (b << 16) | a);
        return stream;
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return crc;
    }
}
