using System.Text;

namespace DataRights.Sources;

/// <summary>
/// Receives one value in the type the store holds it in. An adapter calls exactly one method per value;
/// arrays nest between <see cref="StartArray"/> and <see cref="EndArray"/>.
/// </summary>
public interface IValueWriter
{
    void Null();

    void Boolean(bool value);

    void Integer(long value);

    /// <summary>A number in decimal notation that may exceed every binary type: digits, a sign, a point, an exponent.</summary>
    void Number(ReadOnlySpan<char> digits);

    /// <summary>A binary floating-point value, NaN and the infinities included.</summary>
    void Double(double value);

    void Text(ReadOnlySpan<char> value);

    /// <summary>The same as <see cref="Text"/>, in valid UTF-8 as a store sends it.</summary>
    void Utf8Text(ReadOnlySpan<byte> value) => Text(Encoding.UTF8.GetString(value));

    /// <summary>A date, time, timestamp, interval, uuid or other value with a canonical text.</summary>
    void Canonical(ReadOnlySpan<char> value);

    void Bytes(ReadOnlySpan<byte> value);

    /// <summary>Valid JSON, as the store holds it.</summary>
    void Json(ReadOnlySpan<char> value);

    /// <summary>The same as <see cref="Json"/>, in valid UTF-8 as a store sends it.</summary>
    void Utf8Json(ReadOnlySpan<byte> value) => Json(Encoding.UTF8.GetString(value));

    void StartArray();

    void EndArray();
}
