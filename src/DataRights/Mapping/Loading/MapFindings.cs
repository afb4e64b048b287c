namespace DataRights.Mapping.Loading;

/// <summary>Collects findings, each once, and knows where each path of the document stands.</summary>
internal sealed class MapFindings(string file, SourceText text)
{
    private readonly Dictionary<string, MapNode> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> offsets = new(StringComparer.Ordinal);
    private readonly HashSet<(int Offset, MapFinding Finding)> found = [];

    /// <summary>In the order of the document.</summary>
    public IReadOnlyList<MapFinding> All => [.. found.OrderBy(f => f.Offset).Select(f => f.Finding)];

    public bool Any => found.Count > 0;

    public void Know(MapNode node, int offset)
    {
        nodes[node.Path] = node;
        offsets[node.Path] = offset;
    }

    public bool Has(string path) => nodes.ContainsKey(path);

    public int Line(string path) => text.Place(OffsetOf(path)).Line;

    /// <summary>True when something is already known to be wrong at the path, or under it.</summary>
    public bool Within(string path) =>
        found.Any(f => f.Finding.Path.StartsWith(path, StringComparison.Ordinal)
            && (f.Finding.Path.Length == path.Length || f.Finding.Path[path.Length] is '.' or '['));

    /// <summary>Reports at the path, or at the nearest place above it that the document holds.</summary>
    public void Add(string code, string path, string message, string fix) => AddAt(code, path, OffsetOf(path), message, fix);

    public void AddAt(string code, string path, int offset, string message, string fix)
    {
        var (line, column) = text.Place(offset);
        found.Add((offset, new(code, file, line, column, path, message, fix)));
    }

    /// <summary>Reports a fault inside a text of the document.</summary>
    public void AddInside(string code, MapNode node, int index, string message, string fix) =>
        AddAt(code, node.Path, text.InsideText(node.Offset, index), message, fix);

    private int OffsetOf(string path)
    {
        while (path.Length > 1 && !offsets.ContainsKey(path))
        {
            path = path[..Math.Max(1, path.LastIndexOfAny(['.', '[']))];
        }

        return offsets.GetValueOrDefault(path);
    }
}
