using DataRights.Deletion.Gate;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Deletion;

/// <summary>Counts what a deletion would do, by collection and rule, in read-only snapshots.</summary>
public sealed class DeletionPlanner(DataMap map, SourceSet sources, IFootprintLocator locator, TimeProvider time) : IDeletionPlanner
{
    public async Task<DeletionPlan> PlanAsync(RootKey root, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var findings = await new SchemaGate(map, sources).CompareAsync(cancellationToken);
        await using var snapshots = new OpenSnapshots(sources);
        var open = await snapshots.OpenAllAsync(cancellationToken);
        var footprint = await locator.LocateAsync(root, open, cancellationToken);
        var order = new ErasureOrder(map, map.Collection(root.Collection));
        var planned = new List<PlannedCollection>();
        foreach (var files in order.Files)
        {
            planned.Add(await FilesAsync(footprint, files, cancellationToken));
        }

        foreach (var (source, groups) in order.Sources)
        {
            foreach (var collection in groups.SelectMany(g => g))
            {
                planned.Add(Planned(collection, await open[source].CountByRuleAsync(footprint, collection, cancellationToken)));
            }
        }

        return new DeletionPlan(map.Hash, time.GetUtcNow(), planned, findings);
    }

    private async Task<PlannedCollection> FilesAsync(Footprint footprint, Collection collection, CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var query in locator.Files(footprint, collection))
        {
            count += await sources.Files(collection.Source).ListKeptAsync(query, cancellationToken).NamesAsync().LongCountAsync(cancellationToken);
        }

        return Planned(collection, [count]);
    }

    private static PlannedCollection Planned(Collection collection, IReadOnlyList<long> byRule) => new(
        collection.Source,
        collection.Name,
        byRule.Sum(),
        [.. byRule.Select((rows, i) => new PlannedTreatment(i, collection.Deletion[i].Treatment, collection.Deletion[i].Law, rows)).Where(t => t.Rows > 0)]);
}
