using System.Text.Encodings.Web;
using System.Text.Json;
using DataRights.Export.Contents;
using DataRights.Sources;

namespace DataRights.Export.Rows;

/// <summary>Rows as JSON objects, a line each: in one array, or each on its own.</summary>
internal sealed class JsonRowEncoder : RowEncoder
{
    // The files are read as JSON, never put into a page as they are; people shall be able to read their own script.
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly bool lines;
    private readonly JsonEncodedText[] names;
    private readonly Utf8JsonWriter json;
    private readonly JsonValueWriter values;
    private bool first;

    public JsonRowEncoder(PlannedTable plan, ExportOptions options, bool lines)
        : base(plan, options)
    {
        this.lines = lines;
        names = [.. plan.Columns.Select(c => JsonEncodedText.Encode(c.Name, Options.Encoder))];
        json = new Utf8JsonWriter(Buffer, Options);
        values = new JsonValueWriter(json, options.PreviewCellCharacters, plan.AnotherPerson) { OneLine = lines };
    }

    public override long ReplacedCharacters => values.ReplacedCharacters;

    public override void Begin()
    {
        first = true;
        if (!lines)
        {
            Buffer.Append("["u8);
        }
    }

    public override void End()
    {
        if (!lines)
        {
            Buffer.Append("\n]\n"u8);
        }
    }

    public override void Dispose() => json.Dispose();

    protected override void Encode(IRowReader reader, string?[]? cells)
    {
        var done = false;
        try
        {
            Buffer.Append(lines ? ""u8 : first ? "\n"u8 : ",\n"u8);
            json.Reset(Buffer);
            json.WriteStartObject();
            for (var i = 0; i < names.Length; i++)
            {
                json.WritePropertyName(names[i]);
                Write(reader, i, values, cells);
            }

            json.WriteEndObject();
            json.Flush();
            Buffer.Append(lines ? "\n"u8 : ""u8);
            first = false;
            done = true;
        }
        finally
        {
            if (!done)
            {
                json.Reset();
            }
        }
    }
}
