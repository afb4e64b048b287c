using System.Text.Json;

namespace DataRights.Export.Screening.Scope;

/// <summary>A table as rows of JSON, a line each.</summary>
internal sealed class LineTable(JsonRowParser rows) : TableText
{
    protected override int Take(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        var taken = 0;
        for (int length; (length = bytes[taken..].IndexOf((byte)'\n')) >= 0; taken += length + 1)
        {
            var line = bytes.Slice(taken, length);
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 1024 });
            if (!reader.Read() || !rows.TryRead(ref reader, line) || reader.Read())
            {
                throw new JsonException();
            }
        }

        return taken;
    }
}
