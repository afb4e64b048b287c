using DataRights.Export.Rows;

namespace DataRights.Export.Screening.Scope;

/// <summary>The cells of one row that the check asked for, as bytes.</summary>
internal sealed class RowCells(int count)
{
    private readonly RowBuffer bytes = new();
    private readonly (CellKind Kind, int Start, int Length)[] cells = new (CellKind, int, int)[count];

    public void Clear()
    {
        bytes.Clear();
        Array.Clear(cells);
    }

    public void Set(int cell, CellKind kind, ReadOnlySpan<byte> value)
    {
        cells[cell] = (kind, bytes.Length, value.Length);
        bytes.Append(value);
    }

    public CellKind Kind(int cell) => cells[cell].Kind;

    public ReadOnlySpan<byte> Value(int cell) => bytes.Written.Span.Slice(cells[cell].Start, cells[cell].Length);
}
