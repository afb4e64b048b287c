using System.Text.Json;

namespace DataRights.Export.Screening.Scope;

/// <summary>A table as one JSON array of rows.</summary>
internal sealed class JsonTable(JsonRowParser rows) : TableText
{
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = 1024 });

    protected override int Take(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        var reader = new Utf8JsonReader(bytes, isEnd, state);
        while (true)
        {
            var (before, taken) = (reader.CurrentState, (int)reader.BytesConsumed);
            if (!reader.Read())
            {
                state = reader.CurrentState;
                return (int)reader.BytesConsumed;
            }

            var isFrame = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray && reader.CurrentDepth == 0;
            if (!isFrame && !rows.TryRead(ref reader, bytes))
            {
                state = before;
                return taken;
            }
        }
    }
}
