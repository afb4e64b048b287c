using System.Buffers.Binary;

namespace DataRights.Export.Archive;

/// <summary>CRC-32 as zip uses it (ISO 3309, reflected polynomial EDB88320), eight bytes at a time.</summary>
public static class Crc32
{
    private static readonly uint[] Tables = Build();

    /// <summary>Goes on from <paramref name="crc"/> (0 at the start) over the bytes.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var t = Tables;
        crc = ~crc;
        while (bytes.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[(7 * 256) + (byte)low] ^ t[(6 * 256) + (byte)(low >> 8)]
                ^ t[(5 * 256) + (byte)(low >> 16)] ^ t[(4 * 256) + (low >> 24)]
                ^ t[(3 * 256) + (byte)high] ^ t[(2 * 256) + (byte)(high >> 8)]
                ^ t[256 + (byte)(high >> 16)] ^ t[high >> 24];
            bytes = bytes[8..];
        }

        foreach (var b in bytes)
        {
            crc = (crc >> 8) ^ t[(byte)(crc ^ b)];
        }

        return ~crc;
    }

    private static uint[] Build()
    {
        var tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320u;
            }

            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
        {
            var previous = tables[i - 256];
            tables[i] = (previous >> 8) ^ tables[(byte)previous];
        }

        return tables;
    }
}
