namespace DataRights.Export.Rows;

/// <summary>The first rows of a collection as people read them; bounded by rows and by characters.</summary>
internal sealed class PreviewTable(int rowLimit, int characterLimit)
{
    public static PreviewTable Empty { get; } = new(0, 0);

    private readonly List<string?[]> rows = [];
    private int characters;

    public IReadOnlyList<string?[]> Rows => rows;

    public bool Wanted => rows.Count < rowLimit && characters < characterLimit;

    public PreviewTable First(long count)
    {
        var first = new PreviewTable(rowLimit, characterLimit);
        foreach (var row in rows.TakeWhile((_, i) => i < count))
        {
            first.Add(row);
        }

        return first;
    }

    public void Add(string?[] cells)
    {
        rows.Add(cells);
        characters += cells.Sum(c => c?.Length ?? 0);
    }
}
