using System.Text;
using System.Text.Json;
using DataRights.Export.Contents;
using DataRights.Sources;

namespace DataRights.Export.Rows;

/// <summary>
/// Rows as CSV (RFC 4180): a header, CRLF, UTF-8 without a byte order mark. A cell is what the JSON form holds, without the
/// quotes around a text; so both say the same by construction. Null is <see cref="CsvText.MissingValue"/>.
/// </summary>
internal sealed class CsvRowEncoder : RowEncoder
{
    private readonly RowBuffer cell = new();
    private readonly RowBuffer scratch = new();
    private readonly bool escapeFormulas;
    private readonly Utf8JsonWriter json;
    private readonly JsonValueWriter values;

    public CsvRowEncoder(PlannedTable plan, ExportOptions options, bool escapeFormulas)
        : base(plan, options)
    {
        this.escapeFormulas = escapeFormulas;
        json = new Utf8JsonWriter(cell, JsonRowEncoder.Options);
        values = new JsonValueWriter(json, options.PreviewCellCharacters, plan.AnotherPerson);
    }

    public override long ReplacedCharacters => values.ReplacedCharacters;

    public override void Begin()
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            Separate(i);
            CsvText.AppendQuoted(Buffer, Encoding.UTF8.GetBytes(Columns[i].Name));
        }

        Buffer.Append("\r\n"u8);
    }

    public override void End()
    {
    }

    public override void Dispose() => json.Dispose();

    protected override void Encode(IRowReader reader, string?[]? cells)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            Separate(i);
            cell.Clear();
            json.Reset();
            Write(reader, i, values, cells);
            json.Flush();
            if (values.IsNull)
            {
                Buffer.Append(CsvText.MissingBytes);
            }
            else
            {
                Append(cell.Written.Span, Columns[i]);
            }
        }

        Buffer.Append("\r\n"u8);
    }

    /// <summary>A JSON column's cells are JSON throughout, a text among them too; elsewhere a text is written as it is.</summary>
    private void Append(ReadOnlySpan<byte> value, PlannedColumn column)
    {
        scratch.Clear();
        if (value is not [(byte)'"', ..] || (column.Schema.Kind == ValueKind.Json && !column.IsText))
        {
            Finish(value, mayBeFormula: true, inJson: true);
            return;
        }

        var reader = new Utf8JsonReader(value);
        reader.Read();
        var text = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            scratch.Advance(reader.CopyString(scratch.GetSpan(text.Length)));
            text = scratch.Written.Span;
        }

        Finish(CsvText.IsMissingLike(text) ? Lengthened(text) : text, MayBeTyped(column), inJson: false);
    }

    private ReadOnlySpan<byte> Lengthened(ReadOnlySpan<byte> text)
    {
        var start = scratch.Length;
        scratch.Append("\\"u8);
        scratch.Append(text);
        return scratch.Written.Span[start..];
    }

    private void Finish(ReadOnlySpan<byte> text, bool mayBeFormula, bool inJson)
    {
        if (mayBeFormula && escapeFormulas && FormulaText.Next(text, 0, inJson) >= 0)
        {
            var start = scratch.Length;
            FormulaText.Escape(text, inJson, scratch);
            text = scratch.Written.Span[start..];
        }

        CsvText.AppendQuoted(Buffer, text);
    }

    /// <summary>Whether somebody may have typed the value. A number or a date with its sign is no formula, and has to stay valid.</summary>
    private bool MayBeTyped(PlannedColumn column) => (values.Seen & SeenValues.Text) != 0
        || ((values.Seen & SeenValues.Canonical) != 0 && column.Schema.Kind is not (ValueKind.Date or ValueKind.Time
            or ValueKind.LocalTimestamp or ValueKind.Timestamp or ValueKind.Duration or ValueKind.Uuid));

    private void Separate(int column)
    {
        if (column > 0)
        {
            Buffer.Append(","u8);
        }
    }
}
