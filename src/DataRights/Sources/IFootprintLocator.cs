using DataRights.Subjects;

namespace DataRights.Sources;

/// <summary>Finds a subject's rows: walks the owning references of the map as a fixpoint over all sources.</summary>
public interface IFootprintLocator
{
    /// <summary>
    /// Locates within the given snapshots (one for each row source of the map; a source missing from them is skipped, and
    /// whatever hangs on it is not found).
    /// </summary>
    Task<Footprint> LocateAsync(RootKey root, IReadOnlyDictionary<string, IRowSnapshot> snapshots, CancellationToken cancellationToken);

    /// <summary>How to find the subject's files of a file collection. Values unfit for a file's name are refused, not guessed.</summary>
    /// <exception cref="SourceException">Code <c>prefix-unsafe</c>, <c>name-unsafe</c> or <c>tag-unsafe</c>.</exception>
    IReadOnlyList<FileQuery> Files(Footprint footprint, Mapping.Collection collection);
}
