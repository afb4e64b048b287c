using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Retention.Holding;

/// <summary>Keeps retention from destroying by holds that are not the newest: once it is up, whatever began before has ended or never will commit.</summary>
internal sealed class RetentionFence(DataMap map, SourceSet sources)
{
    /// <exception cref="SourceException">A database could not be asked. To be called again.</exception>
    public async Task RaiseAsync(CancellationToken cancellationToken)
    {
        foreach (var source in map.Retention.Select(r => r.Source).Distinct(StringComparer.Ordinal))
        {
            if (sources.FindRetention(source) is { } store)
            {
                await store.RaiseGateAsync(cancellationToken);
            }
        }
    }
}
