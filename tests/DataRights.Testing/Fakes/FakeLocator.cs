using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Testing.Fakes;

/// <summary>A locator for one subject: prefixes are the template with the root key in each placeholder.</summary>
public sealed class FakeLocator(DataMap map) : IFootprintLocator
{
    /// <summary>Collections whose prefix is refused.</summary>
    public HashSet<string> Unsafe { get; } = [];

    /// <summary>Files that records name; when set, collections are these and no prefix.</summary>
    public IReadOnlyList<string>? Named { get; set; }

    public Task<Footprint> LocateAsync(RootKey root, IReadOnlyDictionary<string, IRowSnapshot> snapshots, CancellationToken cancellationToken) =>
        Task.FromResult(new Footprint(map, root, new Dictionary<EdgeId, IReadOnlyCollection<Key>>()));

    public IReadOnlyList<FileQuery> Files(Footprint footprint, Collection collection) =>
        Unsafe.Contains(collection.Name)
            ? throw new SourceException(collection.Source, "prefix-unsafe", transient: false)
            : Named is { } names ? [.. names.Select(FileQuery.Named)]
            : [FileQuery.StartingWith(string.Concat(collection.Files!.Parts.Select(p => p.IsColumn ? footprint.Root.Key.Values[0] : p.Text)))];
}
