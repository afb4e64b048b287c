using System.Text.Encodings.Web;
using System.Text.Json;
using DataRights.Export.Contents;
using DataRights.Sources;

namespace DataRights.Export.Rows;

/// <summary>
/// Turns a reader's rows into the objects of one JSON array, a line each. A row is encoded whole or not at all.
/// </summary>
internal sealed class RowEncoder : IDisposable
{
    // The files are read as JSON, never put into a page as they are; people shall be able to read their own script.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly IReadOnlyList<PlannedColumn> columns;
    private readonly JsonEncodedText[] names;
    private readonly SeenValues[] seen;
    private RowBuffer buffer = new();
    private RowBuffer spare = new();
    private readonly Utf8JsonWriter json;
    private readonly JsonValueWriter values;

    public RowEncoder(IReadOnlyList<PlannedColumn> columns, ExportOptions options)
    {
        this.columns = columns;
        names = [.. columns.Select(c => JsonEncodedText.Encode(c.Name, Options.Encoder))];
        seen = new SeenValues[columns.Count];
        Preview = new PreviewTable(options.PreviewRows, options.PreviewCharacters);
        json = new Utf8JsonWriter(buffer, Options);
        values = new JsonValueWriter(json, options.PreviewCellCharacters);
    }

    public PreviewTable Preview { get; }

    public IReadOnlyList<SeenValues> Seen => seen;

    public long ReplacedCharacters => values.ReplacedCharacters;

    /// <summary>Bytes encoded and not yet taken.</summary>
    public int Pending => buffer.Length;

    public void Append(ReadOnlySpan<byte> text) => buffer.Append(text);

    /// <summary>Hands out what is pending and goes on in another buffer. What was handed out before is no longer valid.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        (buffer, spare) = (spare, buffer);
        buffer.Clear();
        return spare.Written;
    }

    /// <summary>Appends the reader's current row after the separator. When it throws, nothing was appended.</summary>
    public void AppendRow(IRowReader reader, ReadOnlySpan<byte> separator)
    {
        var before = buffer.Length;
        var done = false;
        var cells = Preview.Wanted ? new string?[names.Length] : null;
        try
        {
            buffer.Append(separator);
            json.Reset(buffer);
            json.WriteStartObject();
            for (var i = 0; i < names.Length; i++)
            {
                json.WritePropertyName(names[i]);
                values.StartCell(columns[i].Masked, cells is not null);
                reader.Write(i, values);
                seen[i] |= values.Seen;
                cells?[i] = values.Cell?.Take();
            }

            json.WriteEndObject();
            json.Flush();
            done = true;
        }
        finally
        {
            if (!done)
            {
                json.Reset();
                buffer.TruncateTo(before);
            }
        }

        if (cells is not null)
        {
            Preview.Add(cells);
        }
    }

    public void Dispose() => json.Dispose();
}
