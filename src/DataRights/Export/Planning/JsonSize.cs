using System.Text;
using DataRights.Sources;

namespace DataRights.Export.Planning;

/// <summary>Counts about how many bytes values take as JSON. Keeps none of them.</summary>
internal sealed class JsonSize : IValueWriter
{
    public long Bytes { get; private set; }

    public void Null() => Bytes += 4;

    public void Boolean(bool value) => Bytes += 5;

    public void Integer(long value) => Bytes += value is 0 ? 1 : (long)Math.Log10(Math.Abs((double)value)) + (value < 0 ? 2 : 1);

    public void Number(ReadOnlySpan<char> digits) => Bytes += digits.Length + 2;

    public void Double(double value) => Bytes += 18;

    public void Text(ReadOnlySpan<char> value) => Bytes += Encoding.UTF8.GetByteCount(value) + 2;

    public void Canonical(ReadOnlySpan<char> value) => Bytes += value.Length + 2;

    void IValueWriter.Bytes(ReadOnlySpan<byte> value) => Bytes += ((value.Length + 2L) / 3 * 4) + 2;

    public void Json(ReadOnlySpan<char> value) => Bytes += Encoding.UTF8.GetByteCount(value);

    public void StartArray() => Bytes += 1;

    public void EndArray() => Bytes += 1;
}
