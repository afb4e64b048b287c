using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DataRights.Sources;

namespace DataRights.Sql.Dialects;

/// <summary>Selects and reads PostgreSQL values without loss: what has no exact .NET type travels as the server's own text.</summary>
internal static class PostgresValues
{
    public static string Selected(string expression, ColumnSchema column) => column.Kind switch
    {
        ValueKind.Integer => $"({expression})::bigint",
        ValueKind.Boolean or ValueKind.Bytes or ValueKind.Timestamp or ValueKind.LocalTimestamp or ValueKind.Uuid => expression,
        ValueKind.Double => column.NativeType == "real" ? $"({expression})::text::float8" : expression,
        ValueKind.Array => $"array_to_json(({expression})::text[])::text",
        _ => $"({expression})::text",
    };

    public static void Write(DbDataReader reader, int ordinal, ColumnSchema column, IValueWriter writer)
    {
        if (reader.IsDBNull(ordinal))
        {
            writer.Null();
            return;
        }

        switch (column.Kind)
        {
            case ValueKind.Integer:
                writer.Integer(reader.GetInt64(ordinal));
                break;
            case ValueKind.Boolean:
                writer.Boolean(reader.GetBoolean(ordinal));
                break;
            case ValueKind.Double:
                writer.Double(reader.GetDouble(ordinal));
                break;
            case ValueKind.Bytes or ValueKind.Text or ValueKind.Json:
                WriteBytes(reader, ordinal, column.Kind, writer);
                break;
            case ValueKind.Timestamp or ValueKind.LocalTimestamp:
                WriteTimestamp(reader.GetFieldValue<long>(ordinal), column.Kind == ValueKind.Timestamp, writer);
                break;
            case ValueKind.Uuid:
                WriteUuid(reader.GetGuid(ordinal), writer);
                break;
            case ValueKind.Array:
                WriteArray(reader.GetString(ordinal), column.NativeType, writer);
                break;
            default:
                WriteShort(reader, ordinal, column.Kind, writer);
                break;
        }
    }

    /// <summary>Hands over the bytes that the server sent; a text is UTF-8 then, and costs no string.</summary>
    private static void WriteBytes(DbDataReader reader, int ordinal, ValueKind kind, IValueWriter writer)
    {
        var length = checked((int)reader.GetBytes(ordinal, 0, null, 0, 0));
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            reader.GetBytes(ordinal, 0, buffer, 0, length);
            var bytes = buffer.AsSpan(0, length);
            switch (kind)
            {
                case ValueKind.Bytes:
                    writer.Bytes(bytes);
                    break;
                case ValueKind.Json:
                    writer.Utf8Json(bytes);
                    break;
                default:
                    writer.Utf8Text(bytes);
                    break;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Numbers, dates and the like, which are short: their characters lie on the stack.</summary>
    private static void WriteShort(DbDataReader reader, int ordinal, ValueKind kind, IValueWriter writer)
    {
        const int most = 128;
        var length = reader.GetBytes(ordinal, 0, null, 0, 0);
        if (length > most)
        {
            WriteText(reader.GetString(ordinal), kind, writer);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            reader.GetBytes(ordinal, 0, buffer, 0, (int)length);
            Span<char> text = stackalloc char[most];
            WriteText(text[..Encoding.UTF8.GetChars(buffer.AsSpan(0, (int)length), text)], kind, writer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void WriteTimestamp(long microseconds, bool zoned, IValueWriter writer)
    {
        Span<char> text = stackalloc char[PostgresTimestampValues.Longest];
        writer.Canonical(text[..PostgresTimestampValues.Format(microseconds, zoned, text)]);
    }

    private static void WriteUuid(Guid value, IValueWriter writer)
    {
        Span<char> text = stackalloc char[36];
        value.TryFormat(text, out _);
        writer.Canonical(text);
    }

    private static void WriteText(ReadOnlySpan<char> text, ValueKind kind, IValueWriter writer)
    {
        switch (kind)
        {
            case ValueKind.Text:
                writer.Text(text);
                break;
            case ValueKind.Json:
                writer.Json(text);
                break;
            case ValueKind.Number when text is "NaN" or "Infinity" or "-Infinity":
                writer.Double(double.Parse(text, CultureInfo.InvariantCulture));
                break;
            case ValueKind.Number:
                writer.Number(text);
                break;
            case ValueKind.Timestamp:
                writer.Canonical(Iso(text.ToString(), "Z"));
                break;
            case ValueKind.LocalTimestamp:
                writer.Canonical(Iso(text.ToString(), ""));
                break;
            default:
                writer.Canonical(text);
                break;
        }
    }

    // "2026-01-31 10:00:00.5+00" (the session is in UTC) becomes "2026-01-31T10:00:00.5Z"; infinity and BC dates stay as they are.
    private static string Iso(string text, string zone)
    {
        if (!char.IsAsciiDigit(text[0]) || text.EndsWith("BC", StringComparison.Ordinal))
        {
            return text;
        }

        var end = text.EndsWith("+00", StringComparison.Ordinal) ? text.Length - 3 : text.Length;
        return string.Concat(text[..end].Replace(' ', 'T'), zone);
    }

    private static void WriteArray(string json, string nativeType, IValueWriter writer)
    {
        var element = PostgresTypes.Kind(nativeType[..^2]);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    writer.StartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.EndArray();
                    break;
                case JsonTokenType.Null:
                    writer.Null();
                    break;
                default:
                    WriteElement(reader.GetString()!, element, writer);
                    break;
            }
        }
    }

    private static void WriteElement(string text, ValueKind kind, IValueWriter writer)
    {
        switch (kind)
        {
            case ValueKind.Integer:
                writer.Integer(long.Parse(text, CultureInfo.InvariantCulture));
                break;
            case ValueKind.Boolean:
                writer.Boolean(text is "true" or "t");
                break;
            case ValueKind.Double:
                writer.Double(double.Parse(text, CultureInfo.InvariantCulture));
                break;
            case ValueKind.Bytes:
                writer.Bytes(Convert.FromHexString(text.AsSpan(2)));
                break;
            default:
                WriteText(text, kind, writer);
                break;
        }
    }
}
