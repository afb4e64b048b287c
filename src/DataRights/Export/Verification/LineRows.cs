using System.Text.Json;

namespace DataRights.Export.Verification;

/// <summary>Reads JSON lines once: one object a line, each line ended; the buffer grows with the longest line only.</summary>
internal static class LineRows
{
    /// <exception cref="JsonException">A line is not one JSON object.</exception>
    public static async Task TallyAsync(Stream stream, RowTally tally, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var filled = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken)) > 0)
        {
            // What was there before has been searched for a line's end already.
            var searched = filled;
            filled += read;
            var start = 0;
            for (int end; (end = buffer.AsSpan(searched, filled - searched).IndexOf((byte)'\n')) >= 0; start = searched)
            {
                end += searched;
                Line(buffer.AsSpan(start, end - start), tally);
                searched = end + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        if (filled > 0)
        {
            throw new JsonException();
        }
    }

    private static void Line(ReadOnlySpan<byte> line, RowTally tally)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = int.MaxValue });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
            {
                JsonRows.NoteField(ref reader, tally);
            }
        }

        tally.EndRow();
    }
}
