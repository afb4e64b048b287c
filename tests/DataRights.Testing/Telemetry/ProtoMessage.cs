using System.Buffers.Binary;
using System.Text;

namespace DataRights.Testing.Telemetry;

/// <summary>A protobuf message as its fields by number, read without a schema. What is not one raises <see cref="InvalidDataException"/>.</summary>
public sealed class ProtoMessage
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> content)
    {
        while (content.Length > 0)
        {
            var tag = Varint(ref content);
            var (value, bytes) = (tag & 7) switch
            {
                0 => (Varint(ref content), default),
                1 => (Fixed64(ref content), default),
                2 => (0UL, Take(ref content, checked((int)Varint(ref content)))),
                5 => (BinaryPrimitives.ReadUInt32LittleEndian(Take(ref content, 4).Span), default(ReadOnlyMemory<byte>)),
                var type => throw new InvalidDataException($"Wire type {type} is none."),
            };
            fields.Add(((int)(tag >> 3), value, bytes));
        }
    }

    public bool Has(int field) => fields.Any(f => f.Number == field);

    public IEnumerable<ProtoMessage> Messages(int field) => fields.Where(f => f.Number == field).Select(f => new ProtoMessage(f.Bytes));

    public ProtoMessage? Message(int field) => Messages(field).LastOrDefault();

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    public ulong Number(int field) => fields.LastOrDefault(f => f.Number == field).Value;

    public double Real(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    /// <summary>A packed field of doubles.</summary>
    public IReadOnlyList<double> Reals(int field)
    {
        var packed = Bytes(field);
        var reals = new List<double>();
        while (packed.Length > 0)
            reals.Add(BitConverter.UInt64BitsToDouble(Fixed64(ref packed)));

        return reals;
    }

    private ReadOnlyMemory<byte> Bytes(int field) => fields.LastOrDefault(f => f.Number == field).Bytes;

    private static ulong Fixed64(ref ReadOnlyMemory<byte> content) => BinaryPrimitives.ReadUInt64LittleEndian(Take(ref content, 8).Span);

    private static ulong Varint(ref ReadOnlyMemory<byte> content)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = Take(ref content, 1).Span[0];
            value |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80)
                return value;
        }

        throw new InvalidDataException("A number has no end.");
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> content, int length)
    {
        if (length > content.Length)
            throw new InvalidDataException("The message ends too early.");

        var taken = content[..length];
        content = content[length..];
        return taken;
    }
}
