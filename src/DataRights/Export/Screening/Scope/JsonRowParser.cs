using System.Text;
using System.Text.Json;

namespace DataRights.Export.Screening.Scope;

/// <summary>Reads one row, a JSON object of a table's fields, without a string for any cell.</summary>
internal sealed class JsonRowParser(IReadOnlyList<string> fields, IRowSink sink)
{
    private readonly byte[][] names = [.. fields.Select(Encoding.UTF8.GetBytes)];
    private readonly bool[] wanted = [.. fields.Select((_, i) => sink.Wants(i))];
    private byte[] scratch = new byte[256];

    /// <summary>The reader stands on the row's first brace. False when the bytes end before the row does; it has to be read again then.</summary>
    /// <exception cref="JsonException">It is no such row.</exception>
    public bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        sink.StartRow();
        for (var field = 0; ; field++)
        {
            if (!reader.Read())
            {
                return false;
            }

            if (reader.TokenType == JsonTokenType.EndObject)
            {
                // A row has all the fields of its schema, in their order.
                if (field != names.Length)
                {
                    throw new JsonException();
                }

                sink.EndRow();
                return true;
            }

            if (field >= names.Length || !reader.ValueTextEquals(names[field]))
            {
                throw new JsonException();
            }

            if (!reader.Read() || !TryReadValue(ref reader, bytes, field))
            {
                return false;
            }
        }
    }

    private bool TryReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, int field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                var start = (int)reader.TokenStartIndex;
                if (!reader.TrySkip())
                {
                    return false;
                }

                if (wanted[field])
                {
                    sink.Cell(field, CellKind.Nested, bytes[start..(int)reader.BytesConsumed]);
                }

                return true;
            case JsonTokenType.Null:
                if (wanted[field])
                {
                    sink.Cell(field, CellKind.Null, []);
                }

                return true;
            default:
                if (wanted[field])
                {
                    sink.Cell(field, CellKind.Scalar, reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan);
                }

                return true;
        }
    }

    private ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader reader)
    {
        if (scratch.Length < reader.ValueSpan.Length)
        {
            scratch = new byte[reader.ValueSpan.Length * 2];
        }

        return scratch.AsSpan(0, reader.CopyString(scratch));
    }
}
