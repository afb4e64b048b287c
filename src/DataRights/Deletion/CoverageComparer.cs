using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Sources;

namespace DataRights.Deletion;

/// <summary>Asks every database of the map for its live schema and compares. An empty list: the map says all there is.</summary>
public sealed class CoverageComparer(DataMap map, SourceSet sources)
{
    public async Task<IReadOnlyList<CoverageFinding>> CompareAsync(CancellationToken cancellationToken)
    {
        var findings = new List<CoverageFinding>();
        foreach (var source in sources.AllRows)
        {
            findings.AddRange(CoverageCheck.Compare(map, source.Name, await source.DescribeAsync(cancellationToken)));
        }

        return findings;
    }
}
