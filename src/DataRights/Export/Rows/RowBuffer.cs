using System.Buffers;

namespace DataRights.Export.Rows;

/// <summary>A growing buffer that can go back to an earlier length, so that a row which fails half-way leaves no trace.</summary>
internal sealed class RowBuffer : IBufferWriter<byte>
{
    private const int Usual = 64 * 1024;

    private byte[] bytes = new byte[Usual];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return bytes.AsSpan(Length);
    }

    public void Append(ReadOnlySpan<byte> value)
    {
        value.CopyTo(GetSpan(value.Length));
        Length += value.Length;
    }

    public void TruncateTo(int length) => Length = length;

    /// <summary>Empties the buffer; one that a huge row has grown is given back.</summary>
    public void Clear()
    {
        Length = 0;
        if (bytes.Length > 16 * Usual)
        {
            bytes = new byte[Usual];
        }
    }

    private void Ensure(int more)
    {
        var needed = Length + Math.Max(more, 256);
        if (needed > bytes.Length)
        {
            Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)needed, 2L * bytes.Length)));
        }
    }
}
