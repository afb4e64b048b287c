using System.Text.Json;

namespace DataRights.Export.Rows;

/// <summary>Writes strings piece by piece: the writer reserves several times the length of what it is given at once.</summary>
internal static class LongStrings
{
    public const int Segment = 1024 * 1024;

    public static void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        if (text.Length <= Segment)
        {
            json.WriteStringValue(text);
            return;
        }

        for (; text.Length > Segment; text = text[Segment..])
        {
            json.WriteStringValueSegment(text[..Segment], isFinalSegment: false);
        }

        json.WriteStringValueSegment(text, isFinalSegment: true);
    }

    public static void WriteBase64(Utf8JsonWriter json, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Segment)
        {
            json.WriteBase64StringValue(bytes);
            return;
        }

        for (; bytes.Length > Segment; bytes = bytes[Segment..])
        {
            json.WriteBase64StringSegment(bytes[..Segment], isFinalSegment: false);
        }

        json.WriteBase64StringSegment(bytes, isFinalSegment: true);
    }
}
