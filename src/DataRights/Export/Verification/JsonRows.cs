using System.Text.Json;

namespace DataRights.Export.Verification;

/// <summary>Reads a JSON array of objects once; the buffer grows with the longest token only.</summary>
internal static class JsonRows
{
    /// <exception cref="JsonException">It is not a JSON array of objects.</exception>
    public static async Task TallyAsync(Stream stream, RowTally tally, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue });
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            filled += read;
            var consumed = Read(buffer.AsSpan(0, filled), read == 0, ref state, tally);
            if (read == 0)
            {
                return;
            }

            buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
            filled -= consumed;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private static int Read(ReadOnlySpan<byte> bytes, bool final, ref JsonReaderState state, RowTally tally)
    {
        var reader = new Utf8JsonReader(bytes, final, state);
        while (reader.Read())
        {
            switch (reader.CurrentDepth)
            {
                case 0 when reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray):
                    throw new JsonException();
                case 1 when reader.TokenType == JsonTokenType.EndObject:
                    tally.EndRow();
                    break;
                case 1 when reader.TokenType != JsonTokenType.StartObject:
                    throw new JsonException();
                case 2 when reader.TokenType == JsonTokenType.PropertyName:
                    NoteField(ref reader, tally);
                    break;
            }
        }

        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    /// <summary>Notes the field that the reader stands on.</summary>
    public static void NoteField(ref Utf8JsonReader reader, RowTally tally) =>
        tally.Field(reader.ValueIsEscaped ? tally.IsNext(System.Text.Encoding.UTF8.GetBytes(reader.GetString()!)) : tally.IsNext(reader.ValueSpan));
}
