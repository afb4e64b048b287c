using System.Globalization;
using DataRights.Sources;

namespace DataRights.Export.Screening;

/// <summary>Takes a value's canonical text, as keys have it, without allocating for it.</summary>
internal sealed class CapturedValue : IValueWriter
{
    private char[] buffer = new char[256];
    private int length;
    private int depth;

    /// <summary>Whether there is a value: none for null, and for a list, which names nobody by itself.</summary>
    public bool IsThere { get; private set; }

    public ReadOnlySpan<char> Text => buffer.AsSpan(0, length);

    /// <summary>Whether the store has a null there.</summary>
    public bool IsNull { get; private set; }

    public void Clear() => (length, IsThere, IsNull, depth) = (0, false, false, 0);

    /// <summary>Appends another value of the same key; false when there is none.</summary>
    public bool Add(IRowReader reader, int ordinal)
    {
        IsThere = false;
        reader.Write(ordinal, this);
        return IsThere;
    }

    public void Separate() => Append("\u001F");

    public void Null() => IsNull = depth == 0;

    public void Boolean(bool value) => Append(value ? "true" : "false");

    public void Integer(long value)
    {
        Span<char> digits = stackalloc char[20];
        value.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        Append(digits[..written]);
    }

    public void Number(ReadOnlySpan<char> digits) => Append(digits);

    public void Double(double value) => Append(value.ToString("R", CultureInfo.InvariantCulture));

    void IValueWriter.Text(ReadOnlySpan<char> value) => Append(value);

    public void Canonical(ReadOnlySpan<char> value) => Append(value);

    public void Bytes(ReadOnlySpan<byte> value) => Append(Convert.ToHexStringLower(value));

    public void Json(ReadOnlySpan<char> value) => Append(value);

    public void StartArray() => depth++;

    public void EndArray() => (length, IsThere) = (0, false);

    private void Append(ReadOnlySpan<char> value)
    {
        while (length + value.Length > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + value.Length));
        }

        value.CopyTo(buffer.AsSpan(length));
        length += value.Length;
        IsThere = true;
    }
}
