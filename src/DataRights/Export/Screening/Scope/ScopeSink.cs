using System.Buffers.Text;

namespace DataRights.Export.Screening.Scope;

/// <summary>Hands a table file's rows to the judge of its collection, and its texts to the search for other people's identifiers.</summary>
internal sealed class ScopeSink : IRowSink
{
    private readonly ScopeRows rows;
    private readonly PendingRows? pending;
    private readonly MentionSearch? search;
    private readonly int[] cells;
    private readonly bool[] binary;
    private readonly bool[] searched;

    public ScopeSink(ScopeRows rows, TableFile file, PendingRows? pending, MentionSearch? search)
    {
        (this.rows, this.pending, this.search) = (rows, pending, search);
        cells = [.. file.Fields.Select(rows.CellOf)];
        binary = [.. file.Fields.Select(file.Binary.Contains)];
        searched = [.. file.Fields.Select(f => search is not null && MentionSearch.Covers(rows.Collection, f))];
        search?.StartFile(file.Fields);
    }

    public bool Wants(int field) => cells[field] >= 0 || searched[field];

    public void StartRow()
    {
        rows.Cells.Clear();
        search?.StartRow();
    }

    public void Cell(int field, CellKind kind, ReadOnlySpan<byte> value)
    {
        if (searched[field] && kind != CellKind.Null)
        {
            search!.Look(field, value);
        }

        if (cells[field] < 0)
        {
            return;
        }

        if (binary[field] && kind == CellKind.Scalar)
        {
            // Keys have bytes in hex.
            Span<byte> bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(value.Length)];
            if (Base64.DecodeFromUtf8(value, bytes, out _, out var written) == System.Buffers.OperationStatus.Done)
            {
                rows.Cells.Set(cells[field], kind, System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes[..written])));
                return;
            }
        }

        rows.Cells.Set(cells[field], kind, value);
    }

    public void EndRow()
    {
        rows.Judge(pending);
        search?.EndRow(rows.Collection);
    }
}
