using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>One source's part of the map beside its live schema.</summary>
internal sealed class CoverageScope
{
    private const string OwnTables = "data_rights_";
    private readonly StringComparer names;
    private readonly Dictionary<string, Collection> mapped;
    private readonly Dictionary<string, Collection> elsewhere;
    private readonly List<CoverageFinding> findings = [];

    public CoverageScope(DataMap map, string source, SourceSchema schema)
    {
        Source = source;
        elsewhere = map.Collections.Where(c => c.Source != source).ToDictionary(c => c.Name, StringComparer.Ordinal);
        SourceLine = map.Source(source).Line;
        Schema = schema;

        // SQLite resolves a foreign key's names without regard to case, and reports them as they were typed.
        names = map.Source(source).Kind == SourceKind.Sqlite ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        IsSqlite = map.Source(source).Kind == SourceKind.Sqlite;
        Collections = [.. map.Collections.Where(c => c.Source == source && !c.IsFiles)];
        NamedFiles = [.. map.Collections.Where(c => c.Files is { Match: FileMatch.Name } files && map.Collection(files.Collection).Source == source)];
        Retention = [.. map.Retention.Where(r => r.Source == source)];
        mapped = Collections.DistinctBy(c => SourceSchema.Normalize(c.From), names).ToDictionary(c => SourceSchema.Normalize(c.From), names);
    }

    public string Source { get; }

    /// <summary>The line of the map that declares the source.</summary>
    public int SourceLine { get; }

    public StringComparer Names => names;

    public bool IsSqlite { get; }

    public SourceSchema Schema { get; }

    public IReadOnlyList<Collection> Collections { get; }

    /// <summary>The file collections, of whatever source, whose files are named by rows here.</summary>
    public IReadOnlyList<Collection> NamedFiles { get; }

    public IReadOnlyList<RetentionRule> Retention { get; }

    public IReadOnlyList<CoverageFinding> Findings => findings;

    /// <summary>The collection of that name if it is of another source.</summary>
    public Collection? Elsewhere(string collection) => elsewhere.GetValueOrDefault(collection);

    public Collection? Mapped(string table) => mapped.GetValueOrDefault(SourceSchema.Normalize(table));

    /// <summary>True for tables that the map speaks of, and for the system's own.</summary>
    public bool Knows(string table) =>
        Mapped(table) is not null
        || table.StartsWith(OwnTables, StringComparison.OrdinalIgnoreCase)
        || Retention.Any(r => names.Equals(SourceSchema.Normalize(r.From), table) || names.Equals(SourceSchema.Normalize(r.Into), table));

    /// <summary>The references of <paramref name="from"/> that join exactly the foreign key's columns.</summary>
    public IEnumerable<Reference> Declared(Collection from, ForeignKeySchema key, Collection to)
    {
        var toColumns = key.ToColumns.Count > 0 ? key.ToColumns : Schema.Table(to.From)?.PrimaryKey ?? [];
        var pairs = key.Columns.Zip(toColumns).ToList();
        return from.References.Where(r => r is { Each: false, Path: null } && r.To == to.Name && r.Columns.Count == pairs.Count
            && r.Columns.Zip(r.ToColumns).All(own => pairs.Exists(live => names.Equals(live.First, own.First) && names.Equals(live.Second, own.Second))));
    }

    public void Add(string code, Collection? collection, string subject, string message, int line) =>
        findings.Add(new(code, Source, collection?.Name, subject, message, line));
}
