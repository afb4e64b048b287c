using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Sources;

namespace DataRights.Deletion.Gate;

/// <summary>
/// Asks every database of the map for its live schema and compares. Reads the catalogues at every call and keeps nothing.
/// A source that does not answer throws its <see cref="SourceException"/>: that is trouble, not a finding.
/// </summary>
public sealed class SchemaGate(DataMap map, SourceSet sources)
{
    /// <summary>What stops a deletion before its first write, over all databases. Empty: the map says all there is.</summary>
    public async Task<IReadOnlyList<CoverageFinding>> CompareAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Findings;

    /// <summary>The fingerprint of each database's schema, by source (see <see cref="SchemaFingerprint"/>).</summary>
    public async Task<IReadOnlyDictionary<string, string>> FingerprintsAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Fingerprints;

    /// <summary>
    /// Which sources' schemas are other than when the fingerprints were taken, and what stops a deletion now. A source that is
    /// pinned and no more in the map, or the other way round, counts as changed.
    /// </summary>
    public async Task<SchemaChange> ChangedSinceAsync(IReadOnlyDictionary<string, string> pinned, CancellationToken cancellationToken)
    {
        var (findings, fingerprints) = await ReadAsync(cancellationToken);
        var changed = pinned.Keys.Union(fingerprints.Keys).Where(s => pinned.GetValueOrDefault(s) != fingerprints.GetValueOrDefault(s));
        return new SchemaChange([.. changed.Order(StringComparer.Ordinal)], findings, fingerprints);
    }

    internal async Task<(IReadOnlyList<CoverageFinding> Findings, IReadOnlyDictionary<string, string> Fingerprints)> ReadAsync(CancellationToken cancellationToken)
    {
        var findings = new List<CoverageFinding>();
        var fingerprints = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in sources.AllRows)
        {
            var schema = await source.DescribeForAsync(map, cancellationToken);
            findings.AddRange(CoverageCheck.Compare(map, source.Name, schema));
            fingerprints[source.Name] = SchemaFingerprint.Of(map, source.Name, schema);
        }

        return (findings, fingerprints);
    }
}
