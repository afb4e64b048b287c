using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DataRights.Sources;

namespace DataRights.Export.Rows;

/// <summary>
/// Writes values as JSON without loss: see the decision record on numbers. A masked column's values all become masked
/// text. Notes which forms were met, and a readable text for the preview.
/// </summary>
internal sealed class JsonValueWriter(Utf8JsonWriter json, int cellLimit, string anotherPerson = JsonValueWriter.AnotherPerson) : IValueWriter
{
    private const long SafeInteger = (1L << 53) - 1;

    /// <summary>Stands for somebody else, with a number behind it.</summary>
    public const string AnotherPerson = "another person";

    private int depth;
    private long replacedCharacters;

    public bool Masked { get; set; }

    /// <summary>Keeps a row in one line: line breaks between the parts of stored JSON become spaces, which mean the same.</summary>
    public bool OneLine { get; init; }

    /// <summary>Whether the cell is the store's own null, which JSON's null in a JSON column is not.</summary>
    public bool IsNull { get; private set; }

    public SeenValues Seen { get; private set; }

    public CellText? Cell { get; private set; }

    /// <summary>Lone surrogates that became U+FFFD.</summary>
    public long ReplacedCharacters => replacedCharacters;

    public void StartCell(bool masked, bool readable)
    {
        Masked = masked;
        Seen = SeenValues.None;
        IsNull = false;
        depth = 0;
        Cell = readable ? Cell ?? new CellText(cellLimit) : null;
    }

    public void Null()
    {
        IsNull = depth == 0;
        Cell?.Null(depth);
        json.WriteNullValue();
    }

    /// <summary>In place of a value that is other people's.</summary>
    public void Withheld()
    {
        IsNull = depth == 0;
        Cell?.Withheld(depth);
        json.WriteNullValue();
    }

    /// <summary>In place of a value that names somebody else. What a program reads is the same in every language.</summary>
    /// <param name="number">The person's number; 0 when there were no more.</param>
    public void Person(int number)
    {
        Note(SeenValues.Text);
        var behind = number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {number}");
        Cell?.Append(anotherPerson + behind, depth);
        json.WriteStringValue(AnotherPerson + behind);
    }

    public void Boolean(bool value)
    {
        Note(SeenValues.Boolean);
        if (Masked)
        {
            String("****"); // a mask as long as "true" or "false" would tell
            return;
        }

        Cell?.Append(value ? "true" : "false", depth);
        json.WriteBooleanValue(value);
    }

    public void Integer(long value)
    {
        Note(SeenValues.Integer);
        var asText = Masked || value is > SafeInteger or < -SafeInteger;
        if (asText || Cell is not null)
        {
            Span<char> text = stackalloc char[20];
            value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
            if (asText)
            {
                Plain(text[..length]);
                return;
            }

            Cell?.Append(text[..length], depth);
        }

        json.WriteNumberValue(value);
    }

    public void Number(ReadOnlySpan<char> digits)
    {
        Note(SeenValues.Number);
        Plain(digits switch
        {
            "Infinity" => "INF",
            "-Infinity" => "-INF",
            _ => digits,
        });
    }

    public void Double(double value)
    {
        Note(SeenValues.Number);
        if (double.IsFinite(value) && !Masked)
        {
            Cell?.Append(value.ToString("R", CultureInfo.InvariantCulture), depth);
            json.WriteNumberValue(value);
            return;
        }

        Plain(double.IsNaN(value) ? "NaN"
            : double.IsPositiveInfinity(value) ? "INF"
            : double.IsNegativeInfinity(value) ? "-INF"
            : value.ToString("R", CultureInfo.InvariantCulture));
    }

    public void Text(ReadOnlySpan<char> value)
    {
        Note(SeenValues.Text);
        Plain(value);
    }

    /// <summary>What is neither shown nor masked goes from the store into the file without becoming characters in between.</summary>
    public void Utf8Text(ReadOnlySpan<byte> value)
    {
        if (Cell is not null || Masked || value.Length > LongStrings.Segment)
        {
            Text(Encoding.UTF8.GetString(value));
            return;
        }

        Note(SeenValues.Text);
        json.WriteStringValue(value);
    }

    public void Canonical(ReadOnlySpan<char> value)
    {
        Note(SeenValues.Canonical);
        Plain(value);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Note(SeenValues.Bytes);
        if (Masked)
        {
            Plain(Convert.ToBase64String(value));
            return;
        }

        Cell?.Append($"{value.Length} bytes", depth);
        LongStrings.WriteBase64(json, value);
    }

    public void Json(ReadOnlySpan<char> value)
    {
        var text = UnicodeText.WellFormed(value, ref replacedCharacters);
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var bytes = utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8));
            if (Masked || !JsonText.IsValid(bytes))
            {
                // A store that calls invalid text JSON still gets it exported, as the text that it is.
                Note(SeenValues.Text);
                Plain(text);
                return;
            }

            Note(SeenValues.Json);
            Cell?.Append(text, depth);
            if (OneLine)
            {
                // Inside its strings JSON has no bare line breaks.
                bytes.Replace((byte)'\n', (byte)' ');
                bytes.Replace((byte)'\r', (byte)' ');
            }

            json.WriteRawValue(bytes, skipInputValidation: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    public void Utf8Json(ReadOnlySpan<byte> value)
    {
        if (Cell is not null || Masked || (OneLine && value.IndexOfAny((byte)'\n', (byte)'\r') >= 0) || !JsonText.IsValid(value))
        {
            Json(Encoding.UTF8.GetString(value));
            return;
        }

        Note(SeenValues.Json);
        json.WriteRawValue(value, skipInputValidation: true);
    }

    public void StartArray()
    {
        Note(SeenValues.Array);
        Cell?.Open(depth);
        depth++;
        json.WriteStartArray();
    }

    public void EndArray()
    {
        depth--;
        Cell?.Close();
        json.WriteEndArray();
    }

    private void Plain(ReadOnlySpan<char> value)
    {
        var text = UnicodeText.WellFormed(value, ref replacedCharacters);
        String(Masked ? MaskedText.Of(text) : text);
    }

    private void String(ReadOnlySpan<char> text)
    {
        Cell?.Append(text, depth);
        LongStrings.Write(json, text);
    }

    private void Note(SeenValues value)
    {
        if (depth == 0)
        {
            Seen |= value;
        }
    }
}
