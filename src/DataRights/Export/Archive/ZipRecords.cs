using System.Buffers.Binary;
using System.Text;

namespace DataRights.Export.Archive;

/// <summary>
/// The records of a zip file (PKWARE APPNOTE 6.3.10): UTF-8 names, deflate, sizes after the data, made by Unix. Eight-byte
/// fields appear only where four bytes do not hold the value, since some readers refuse zip64 that is not needed.
/// </summary>
public static class ZipRecords
{
    private const ushort Plain = 20;
    private const ushort Zip64 = 45;
    private const ushort Flags = 0x0808; // UTF-8 names; sizes follow the data
    private const ushort Deflate = 8;
    private const ushort Unix = 3 << 8;
    private const uint RegularFile = 0x81A4u << 16; // -rw-r--r--
    private const uint Wide = uint.MaxValue;

    public static byte[] LocalHeader(string name, DateTimeOffset modified, bool zip64)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var record = new Record(30 + bytes.Length + (zip64 ? 20 : 0));
        record.U32(0x04034b50).U16(zip64 ? Zip64 : Plain).U16(Flags).U16(Deflate).U32(DosTime(modified)).U32(0)
            .U32(zip64 ? Wide : 0).U32(zip64 ? Wide : 0).U16((ushort)bytes.Length).U16((ushort)(zip64 ? 20 : 0)).Bytes(bytes);
        return zip64 ? record.U16(1).U16(16).U64(0).U64(0).Done() : record.Done();
    }

    public static byte[] DataDescriptor(ZipEntry entry)
    {
        var wide = entry.Zip64 || entry.Size >= Wide || entry.CompressedSize >= Wide;
        var record = new Record(wide ? 24 : 16).U32(0x08074b50).U32(entry.Crc);
        return wide
            ? record.U64(entry.CompressedSize).U64(entry.Size).Done()
            : record.U32((uint)entry.CompressedSize).U32((uint)entry.Size).Done();
    }

    public static byte[] CentralHeader(ZipEntry entry, DateTimeOffset modified)
    {
        var name = Encoding.UTF8.GetBytes(entry.Name);
        var wide = new[] { entry.Size, entry.CompressedSize, entry.Offset }.Where(v => v >= Wide).ToArray();
        var extra = wide.Length == 0 ? 0 : 4 + (8 * wide.Length);
        var version = extra > 0 || entry.Zip64 ? Zip64 : Plain;
        var record = new Record(46 + name.Length + extra);
        record.U32(0x02014b50).U16((ushort)(Unix | version)).U16(version).U16(Flags).U16(Deflate).U32(DosTime(modified)).U32(entry.Crc)
            .U32(Narrow(entry.CompressedSize)).U32(Narrow(entry.Size)).U16((ushort)name.Length).U16((ushort)extra)
            .U16(0).U16(0).U16(0).U32(RegularFile).U32(Narrow(entry.Offset)).Bytes(name);
        if (extra > 0)
        {
            record.U16(1).U16((ushort)(8 * wide.Length));
            foreach (var value in wide)
            {
                record.U64(value);
            }
        }

        return record.Done();
    }

    /// <summary>Everything after the central directory.</summary>
    public static byte[] End(long entries, long directoryOffset, long directorySize)
    {
        var zip64 = entries >= ushort.MaxValue || directoryOffset >= Wide || directorySize >= Wide;
        var record = new Record(zip64 ? 56 + 20 + 22 : 22);
        if (zip64)
        {
            record.U32(0x06064b50).U64(44).U16(Unix | Zip64).U16(Zip64).U32(0).U32(0)
                .U64(entries).U64(entries).U64(directorySize).U64(directoryOffset);
            record.U32(0x07064b50).U32(0).U64(directoryOffset + directorySize).U32(1);
        }

        var count = (ushort)Math.Min(entries, ushort.MaxValue);
        return record.U32(0x06054b50).U16(0).U16(0).U16(count).U16(count)
            .U32(Narrow(directorySize)).U32(Narrow(directoryOffset)).U16(0).Done();
    }

    private static uint Narrow(long value) => value >= Wide ? Wide : (uint)value;

    /// <summary>The time in UTC, to two seconds; the format knows 1980 to 2107.</summary>
    private static uint DosTime(DateTimeOffset modified)
    {
        var t = modified.UtcDateTime;
        return t.Year is < 1980 or > 2107
            ? (1u << 21) | (1u << 16)
            : ((uint)(t.Year - 1980) << 25) | ((uint)t.Month << 21) | ((uint)t.Day << 16)
                | ((uint)t.Hour << 11) | ((uint)t.Minute << 5) | ((uint)t.Second / 2);
    }

    private sealed class Record(int length)
    {
        private readonly byte[] bytes = new byte[length];
        private int at;

        public Record U16(ushort value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), value);
            at += 2;
            return this;
        }

        public Record U32(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
            at += 4;
            return this;
        }

        public Record U64(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);
            at += 8;
            return this;
        }

        public Record Bytes(byte[] value)
        {
            value.CopyTo(bytes, at);
            at += value.Length;
            return this;
        }

        public byte[] Done() => at == bytes.Length ? bytes : throw new InvalidOperationException("A zip record has another length than announced.");
    }
}
