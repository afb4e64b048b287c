using System.Text;
using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Export.Screening.Scope;

/// <summary>Judges the rows of one collection of an archive: whether each leads to the person.</summary>
internal sealed class ScopeRows
{
    private readonly KeyHash hash;
    private readonly Dictionary<string, int> cellOf = new(StringComparer.Ordinal);
    private readonly List<(ParentKeys, ulong)> unmet = [];
    private readonly List<(ParentKeys, ulong)> handsOn = [];
    private readonly int[] rootCells = [];
    private readonly JoinTransform[] rootFolds = [];
    private readonly ulong rootHash;

    public ScopeRows(Collection collection, RootKey root, IReadOnlyList<ScopeEdge> edges, IReadOnlyList<ParentKeys> parents, KeyHash hash, Func<string, bool> folds)
    {
        (Collection, Edges, Parents, this.hash) = (collection, edges, parents, hash);
        foreach (var edge in edges)
        {
            edge.Bind(Cell);
        }

        foreach (var parent in parents)
        {
            parent.Bind(Cell);
        }

        if (collection.Name == root.Collection)
        {
            rootCells = [.. collection.Root!.Key.Select(Cell)];
            hash.Start();
            rootFolds = [.. collection.Root.Key.Select(c => folds(c) ? JoinTransform.Lower : JoinTransform.None)];
            for (var i = 0; i < rootFolds.Length; i++)
            {
                hash.Add(Encoding.UTF8.GetBytes(root.Key.Values[i]), rootFolds[i]);
            }

            rootHash = hash.End();
        }

        foreach (var column in edges.SelectMany(e => e.Columns).Concat(parents.SelectMany(p => p.Columns)))
        {
            Cell(column);
        }

        Cells = new RowCells(cellOf.Count);
    }

    public Collection Collection { get; }

    public IReadOnlyList<ScopeEdge> Edges { get; }

    public IReadOnlyList<ParentKeys> Parents { get; }

    /// <summary>The row under judgement.</summary>
    public RowCells Cells { get; }

    /// <summary>False when the archive does not show the columns that make a root the person.</summary>
    public bool IsRootCheckable { get; set; } = true;

    public long Rows { get; private set; }

    public long Foreign { get; private set; }

    /// <summary>Rows that may lead to the person by columns that the archive does not show.</summary>
    public long NotCheckable { get; private set; }

    /// <summary>The cell of a column; negative when it is not needed.</summary>
    public int CellOf(string column) => cellOf.GetValueOrDefault(column, -1);

    public void StartPass() => (Rows, Foreign, NotCheckable) = (0, 0, 0);

    /// <summary>A row that had not led to the person does.</summary>
    public void Met() => Foreign--;

    /// <summary>Judges the row in <see cref="Cells"/>.</summary>
    /// <param name="pending">Where a row waits whose owner may come later; null when none can.</param>
    public void Judge(PendingRows? pending)
    {
        Rows++;
        unmet.Clear();
        handsOn.Clear();
        var leads = IsRoot() || LeadsByAnEdge();
        if (!leads && (!IsRootCheckable || Edges.Any(e => !e.IsCheckable || e.MayMiss)))
        {
            NotCheckable++;
            leads = true; // what hangs on it is not found foreign for its sake
        }

        foreach (var parent in Parents)
        {
            if (parent.Of(Cells) is not { } key)
            {
                continue;
            }

            if (leads)
            {
                parent.Keys.Add(key);
            }
            else
            {
                handsOn.Add((parent, key));
            }
        }

        if (!leads)
        {
            Foreign++;
            pending?.Add(this, unmet, handsOn);
        }
    }

    private bool LeadsByAnEdge()
    {
        foreach (var edge in Edges)
        {
            if (edge.IsCheckable && edge.Leads(Cells, unmet))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsRoot()
    {
        if (rootCells.Length == 0)
        {
            return false;
        }

        hash.Start();
        for (var i = 0; i < rootCells.Length; i++)
        {
            if (Cells.Kind(rootCells[i]) != CellKind.Scalar)
            {
                return false;
            }

            hash.Add(Cells.Value(rootCells[i]), rootFolds[i]);
        }

        return hash.End() == rootHash;
    }

    private int Cell(string column)
    {
        if (!cellOf.TryGetValue(column, out var cell))
        {
            cellOf.Add(column, cell = cellOf.Count);
        }

        return cell;
    }
}
