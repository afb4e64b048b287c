using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DataRights.Export.Archive;

/// <summary>
/// CRC-32 as zip uses it (ISO 3309, reflected polynomial EDB88320): 64 bytes at a time where the processor multiplies without carry,
/// otherwise eight.
/// </summary>
public static class Crc32
{
    /// <summary>Below so many bytes folding is not worth its end.</summary>
    private const int WorthFolding = 128;

    private static readonly uint[] Tables = Build();

    // x^544, x^480 and x^160, x^96 modulo the polynomial, reflected: what 64 and 16 bytes further on amount to. From V. Gopal et al.,
    // "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel 2009.
    private static readonly Vector128<ulong> By64 = Vector128.Create(0x1_5444_2bd4UL, 0x1_c6e4_1596UL);
    private static readonly Vector128<ulong> By16 = Vector128.Create(0x1_7519_97d0UL, 0x0_ccaa_009eUL);

    /// <summary>Goes on from <paramref name="crc"/> (0 at the start) over the bytes.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes) => ~(Pclmulqdq.IsSupported && bytes.Length >= WorthFolding
        ? Fold(~crc, bytes)
        : ByTable(~crc, bytes));

    /// <summary>The same without the processor's help.</summary>
    internal static uint AppendByTable(uint crc, ReadOnlySpan<byte> bytes) => ~ByTable(~crc, bytes);

    /// <summary>Folds the bytes into sixteen that have the same remainder, and takes that by table.</summary>
    private static uint Fold(uint crc, ReadOnlySpan<byte> bytes)
    {
        var a = Load(bytes, 0) ^ Vector128.CreateScalar(crc).AsUInt64();
        var (b, c, d) = (Load(bytes, 1), Load(bytes, 2), Load(bytes, 3));
        for (bytes = bytes[64..]; bytes.Length >= 64; bytes = bytes[64..])
        {
            a = Further(a, By64) ^ Load(bytes, 0);
            b = Further(b, By64) ^ Load(bytes, 1);
            c = Further(c, By64) ^ Load(bytes, 2);
            d = Further(d, By64) ^ Load(bytes, 3);
        }

        a = Further(Further(Further(a, By16) ^ b, By16) ^ c, By16) ^ d;
        Span<byte> rest = stackalloc byte[16];
        a.AsByte().CopyTo(rest);
        return ByTable(ByTable(0, rest), bytes);
    }

    private static Vector128<ulong> Load(ReadOnlySpan<byte> bytes, int at) => Vector128.Create(bytes.Slice(at * 16, 16)).AsUInt64();

    private static Vector128<ulong> Further(Vector128<ulong> value, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11);

    private static uint ByTable(uint crc, ReadOnlySpan<byte> bytes)
    {
        var t = Tables;
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

        return crc;
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
