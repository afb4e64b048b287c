namespace DataRights.Storage.Local;

/// <summary>
/// Where things lie. The store's own folder has a <c>~</c> in its name, which no object's name may have, so no object
/// can reach into it; the dot keeps it out of an operator's sight.
/// </summary>
internal sealed class LocalLayout
{
    public LocalLayout(string directory)
    {
        Root = Path.GetFullPath(directory);
        Own = Path.Combine(Root, ".~store");
        Locks = Path.Combine(Own, "locks");
        Appends = Path.Combine(Own, "appends");
        Blocks = Path.Combine(Own, "blocks");
        Temp = Path.Combine(Own, "temp");
        Format = Path.Combine(Own, "format");
    }

    public string Root { get; }

    public string Own { get; }

    public string Locks { get; }

    public string Appends { get; }

    public string Blocks { get; }

    public string Temp { get; }

    public string Format { get; }

    public LocalName Locate(string name) => new(this, name);

    public void Create()
    {
        foreach (var directory in new[] { Root, Own, Locks, Appends, Blocks, Temp })
        {
            LocalFiles.EnsureDirectory(directory);
        }
    }
}
