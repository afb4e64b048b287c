using System.Text;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Export.Screening.Scope;

/// <summary>What rows of a collection hand on to those that hang on them by the same columns: one set for all such edges.</summary>
internal sealed class ParentKeys(OwningEdge edge, KeyHash hash)
{
    private readonly Reference reference = edge.Reference!;
    private RowCondition? condition;
    private int[] cells = [];

    public Collection Parent => edge.Parent;

    /// <summary>The columns that it reads of a row.</summary>
    public IEnumerable<string> Columns => reference.ToColumns.Concat(RowCondition.Columns(reference.ToWhere)).Distinct(StringComparer.Ordinal);

    public KeySet Keys { get; private set; } = new();

    /// <summary>Tells which edges share one.</summary>
    public static string Name(OwningEdge edge) =>
        $"{edge.Parent.Name}\n{string.Join('\n', edge.ParentColumns)}\n{edge.Compare}\n{edge.Reference!.ToWhere}";

    public void Bind(Func<string, int> cellOf)
    {
        cells = [.. reference.ToColumns.Select(cellOf)];
        condition = reference.ToWhere is { } where ? new RowCondition(where, cellOf) : null;
    }

    /// <summary>The key that the root key alone tells.</summary>
    public void AddKnown(RootKey root)
    {
        hash.Start();
        foreach (var column in reference.ToColumns)
        {
            hash.Add(Encoding.UTF8.GetBytes(RootEdges.Value(root, edge.Parent, column)), reference.Compare);
        }

        Keys.Add(hash.End());
    }

    /// <summary>The key that a row hands on; null when it has none.</summary>
    public ulong? Of(RowCells row)
    {
        if (condition?.MayHold(row) == false)
        {
            return null;
        }

        hash.Start();
        foreach (var cell in cells)
        {
            if (row.Kind(cell) is not (CellKind.Scalar or CellKind.Nested))
            {
                return null;
            }

            hash.Add(row.Value(cell), reference.Compare);
        }

        return hash.End();
    }

    /// <summary>Gives the memory back once nothing that hangs on these rows is to come.</summary>
    public void Release() => Keys = new KeySet();
}
