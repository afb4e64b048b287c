namespace DataRights.Export.Screening.Scope;

/// <summary>
/// Rows of a tree or cycle whose owner has not been met yet, as hashes: it may come later in the archive. What does not fit waits for
/// another pass over the group.
/// </summary>
internal sealed class PendingRows(int most = PendingRows.DefaultMost)
{
    /// <summary>About 30 MB.</summary>
    public const int DefaultMost = 100_000;

    private readonly Dictionary<(ParentKeys, ulong), List<int>> waiting = [];
    private readonly List<(ScopeRows Rows, (ParentKeys, ulong)[] HandsOn)> rows = [];

    /// <summary>Rows that did not fit.</summary>
    public long Overflow { get; private set; }

    public void Add(ScopeRows of, List<(ParentKeys, ulong)> unmet, List<(ParentKeys, ulong)> handsOn)
    {
        if (rows.Count >= most)
        {
            Overflow++;
            return;
        }

        foreach (var key in unmet)
        {
            if (!waiting.TryGetValue(key, out var list))
            {
                waiting.Add(key, list = []);
            }

            list.Add(rows.Count);
        }

        rows.Add((of, [.. handsOn]));
    }

    /// <summary>Lets every row go whose owner is known by now, and what hangs on it; tells each collection how many of its rows went.</summary>
    public void Resolve()
    {
        var open = new Stack<(ParentKeys Parents, ulong Key)>(waiting.Keys.Where(k => k.Item1.Keys.Contains(k.Item2)));
        var gone = new bool[rows.Count];
        while (open.TryPop(out var key))
        {
            foreach (var row in waiting.GetValueOrDefault(key, []).Where(r => !gone[r]))
            {
                gone[row] = true;
                rows[row].Rows.Met();
                foreach (var next in rows[row].HandsOn)
                {
                    next.Item1.Keys.Add(next.Item2);
                    open.Push(next);
                }
            }
        }
    }
}
