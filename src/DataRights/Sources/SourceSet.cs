namespace DataRights.Sources;

/// <summary>The opened sources of a map, by name.</summary>
public sealed class SourceSet(IEnumerable<IRowSource> rows, IEnumerable<IFileSource> files, IEnumerable<Retention.IRetentionStore> retention)
{
    private readonly Dictionary<string, IRowSource> rowSources = rows.ToDictionary(s => s.Name);
    private readonly Dictionary<string, IFileSource> fileSources = files.ToDictionary(s => s.Name);
    private readonly Dictionary<string, Retention.IRetentionStore> retentionStores = retention.ToDictionary(s => s.Name);

    public IReadOnlyCollection<IRowSource> AllRows => rowSources.Values;

    public IReadOnlyCollection<IFileSource> AllFiles => fileSources.Values;

    /// <summary>The databases that notice when they are restored from a backup.</summary>
    public IEnumerable<IRestoreGuard> Guards => rowSources.Values.OfType<IRestoreGuard>();

    public IRowSource Rows(string name) => rowSources[name];

    public IFileSource Files(string name) => fileSources[name];

    public Retention.IRetentionStore Retention(string name) => retentionStores[name];

    /// <summary>Null where the source is no open database.</summary>
    public Retention.IRetentionStore? FindRetention(string name) => retentionStores.GetValueOrDefault(name);
}
