using System.Text.Json;

namespace DataRights.Export.Verification;

/// <summary>Counts the objects of a JSON array while reading it once; the buffer grows with the longest token only.</summary>
internal static class JsonRows
{
    /// <summary>The number of rows.</summary>
    /// <exception cref="JsonException">It is not a JSON array of objects.</exception>
    public static async Task<long> CountAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue });
        var filled = 0;
        long rows = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            filled += read;
            var consumed = Count(buffer.AsSpan(0, filled), read == 0, ref state, ref rows);
            if (read == 0)
            {
                return rows;
            }

            buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
            filled -= consumed;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private static int Count(ReadOnlySpan<byte> bytes, bool final, ref JsonReaderState state, ref long rows)
    {
        var reader = new Utf8JsonReader(bytes, final, state);
        while (reader.Read())
        {
            if (reader.CurrentDepth > 1 || reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                continue;
            }

            var expected = reader.CurrentDepth == 0 ? JsonTokenType.StartArray : JsonTokenType.StartObject;
            if (reader.TokenType != expected)
            {
                throw new JsonException();
            }

            rows += reader.TokenType == JsonTokenType.StartObject ? 1 : 0;
        }

        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }
}
