using DataRights.Deletion.Approving;
using DataRights.Deletion.Gate;
using DataRights.Deletion.Holds;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Deletion;

/// <summary>Counts what a deletion would do, by collection and rule, in views of the databases that nothing is written to.</summary>
public sealed class DeletionPlanner(DataMap map, SourceSet sources, IFootprintLocator locator, TimeProvider time, HoldBook? holds = null) : IDeletionPlanner
{
    public async Task<DeletionPlan> PlanAsync(RootKey root, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var erasure = new SubjectErasure(map, sources, root, holds is null ? null : (await holds.OfAsync(root, cancellationToken)).Rows);
        return await PlanAsync(erasure, token => erasure.LocateAsync(null, token), cancellationToken);
    }

    internal async Task<DeletionPlan> PlanAsync(SubjectErasure erasure, Func<CancellationToken, Task<LocatedSubject>> locateAsync, CancellationToken cancellationToken)
    {
        var schema = await new SchemaGate(map, sources).ReadAsync(cancellationToken);
        if (schema.Findings.Count > 0)
        {
            // What the map does not fit cannot be counted by it.
            return new DeletionPlan(map.Hash, time.GetUtcNow(), [], schema.Findings);
        }

        var located = await locateAsync(cancellationToken);
        var planned = new List<PlannedCollection>();
        foreach (var files in erasure.Order.Files)
        {
            planned.Add(await FilesAsync(located.Footprint, files, erasure.Held.Any(h => h.Collection == files.Name), cancellationToken));
        }

        foreach (var collection in erasure.Order.Sources.SelectMany(s => s.Groups).SelectMany(g => g))
        {
            planned.Add(Planned(collection, [.. located.Rows.Where(r => r.Collection == collection.Name)]));
        }

        var plan = new DeletionPlan(map.Hash, time.GetUtcNow(), planned, [.. (await erasure.BoundAsync(cancellationToken)).Select(b => SharedNotNull.Finding(map, b))])
        {
            Fingerprints = schema.Fingerprints,
        };
        return plan with { Approvals = await new ApprovalCheck(map, sources).FindAsync(located.Footprint, plan.Counts, cancellationToken) };
    }

    private async Task<PlannedCollection> FilesAsync(Footprint footprint, Collection collection, bool held, CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var query in locator.Files(footprint, collection))
        {
            count += await sources.Files(collection.Source).ListKeptAsync(query, cancellationToken).NamesAsync().LongCountAsync(cancellationToken);
        }

        return Planned(collection, [new LocatedRows(collection.Name, 0, held ? KeptBecause.Held : KeptBecause.Nothing, count)]);
    }

    private static PlannedCollection Planned(Collection collection, IReadOnlyList<LocatedRows> rows) => new(
        collection.Source,
        collection.Name,
        rows.Sum(r => r.Rows),
        [.. rows.Where(r => r.Rows > 0 && !IsHeld(r)).Select(r => Planned(collection, r))])
    {
        Held = rows.Where(IsHeld).Sum(r => r.Rows),
    };

    private static bool IsHeld(LocatedRows rows) => rows.Kept is KeptBecause.Held or KeptBecause.SharedAndHeld;

    private static PlannedTreatment Planned(Collection collection, LocatedRows rows) => rows.Kept == KeptBecause.Shared
        ? new PlannedTreatment(rows.Rule, Treatment.Detach, null, rows.Rows)
        : new PlannedTreatment(rows.Rule, collection.Deletion[rows.Rule].Treatment, collection.Deletion[rows.Rule].Law, rows.Rows);
}
