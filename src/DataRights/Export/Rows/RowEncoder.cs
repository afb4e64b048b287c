using DataRights.Export.Contents;
using DataRights.Export.Screening;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Export.Rows;

/// <summary>
/// Turns a reader's rows into the text of one format, part by part. A row is encoded whole or not at all. Nothing is allocated
/// for a cell, but for what the readable page shows.
/// </summary>
internal abstract class RowEncoder(PlannedTable plan, ExportOptions options) : IDisposable
{
    private readonly IReadOnlyList<PlannedColumn> columns = plan.Columns;
    private readonly RowScreen? screen = plan.Screen;
    private readonly SeenValues[] seen = new SeenValues[plan.Columns.Count];
    private RowBuffer spare = new();

    public PreviewTable Preview { get; } = new(options.PreviewRows, options.PreviewCharacters);

    public IReadOnlyList<SeenValues> Seen => seen;

    public abstract long ReplacedCharacters { get; }

    /// <summary>Bytes encoded and not yet taken.</summary>
    public int Pending => Buffer.Length;

    protected RowBuffer Buffer { get; private set; } = new();

    protected IReadOnlyList<PlannedColumn> Columns => columns;

    public static RowEncoder Create(RequestRecord request, PlannedTable plan, ExportOptions options) => request.Format switch
    {
        ExportFormat.Csv => new CsvRowEncoder(plan, options, escapeFormulas: request.CsvFormulas != CsvFormulas.Keep),
        ExportFormat.Ndjson => new JsonRowEncoder(plan, options, lines: true),
        _ => new JsonRowEncoder(plan, options, lines: false),
    };

    /// <summary>Appends what stands before a part's first row.</summary>
    public abstract void Begin();

    /// <summary>Appends what stands after a part's last row.</summary>
    public abstract void End();

    /// <summary>Appends the reader's current row. When it throws, nothing was appended.</summary>
    public void AppendRow(IRowReader reader)
    {
        var before = Buffer.Length;
        var done = false;
        var cells = Preview.Wanted ? new string?[columns.Count] : null;
        try
        {
            screen?.StartRow(reader);
            Encode(reader, cells);
            done = true;
        }
        finally
        {
            if (!done)
            {
                Buffer.TruncateTo(before);
            }
        }

        if (cells is not null)
        {
            Preview.Add(cells);
        }
    }

    /// <summary>Hands out what is pending and goes on in another buffer. What was handed out before is no longer valid.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        (Buffer, spare) = (spare, Buffer);
        Buffer.Clear();
        return spare.Written;
    }

    public abstract void Dispose();

    protected abstract void Encode(IRowReader reader, string?[]? cells);

    /// <summary>Has the reader write one value, and notes what was met.</summary>
    protected void Write(IRowReader reader, int column, JsonValueWriter values, string?[]? cells)
    {
        values.StartCell(columns[column].Masked, cells is not null);
        if (screen is null)
        {
            reader.Write(column, values);
        }
        else if (screen.Changes(column))
        {
            screen.Write(reader, column, values);
        }
        else
        {
            reader.Write(screen.Lead.Count + column, values);
        }

        seen[column] |= values.Seen;
        cells?[column] = values.Cell?.Take();
    }
}
