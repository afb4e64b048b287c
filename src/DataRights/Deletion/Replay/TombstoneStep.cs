using DataRights.Deletion.Steps;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Deletion.Replay;

/// <summary>
/// Writes the tombstone ahead of the first effect, and counts the databases on. Done again in every month that the deletion still runs in, under that
/// month's key, so that the key outlives the backups of the last effect too. Where the map declares no backups no tombstone is kept: there is
/// nothing that it could be needed for.
/// </summary>
internal sealed class TombstoneStep(RestoreWatch watch, TombstoneStore tombstones, DateTimeOffset now) : IDeletionStep
{
    private const int MostMonths = 24;

    public string Name => $"tombstone:{TombstoneMonth.Of(now)}";

    /// <summary>Every effect was done in months that have theirs, and nobody's data is left to make another from.</summary>
    public bool IsNeedless(DeletionRun run) => run.Run.Request.Steps.Any(s => s.Name == "clean");

    public async Task<JobResult?> RunAsync(DeletionRun deletion, CancellationToken cancellationToken)
    {
        var (run, map) = (deletion.Run, deletion.Parts.Map);
        await run.EnsureCurrentAsync(cancellationToken);
        if (TombstoneMonth.HasBackups(map))
        {
            await tombstones.WriteAsync(TombstoneMonth.Of(now), await MakeAsync(deletion, cancellationToken), cancellationToken);
        }

        if (await watch.AdvanceAsync(deletion.Databases, cancellationToken) is { Count: > 0 } restored && run.Request.Replays is null)
        {
            return RestoreWatch.Halt(restored);
        }

        await run.CheckpointAsync(r => r with { Steps = [.. r.Steps, new RequestStep(Name, deletion.Now, new Dictionary<string, long>())] }, cancellationToken);
        return null;
    }

    private async Task<Tombstone> MakeAsync(DeletionRun deletion, CancellationToken cancellationToken)
    {
        var (run, map) = (deletion.Run, deletion.Parts.Map);
        // In a later month the rows are gone already; then they are known from the tombstone before.
        if (await LastAsync(run.Request, cancellationToken) is { } last)
        {
            return last with { Begins = now };
        }

        var collection = map.Collection(run.Root.Collection);
        return new Tombstone
        {
            Request = run.Request.Id,
            Collection = run.Root.Collection,
            Key = run.Root.Key.Values,
            Begins = now,
            MapHash = map.Hash,
            Treatment = collection.Deletion.All(r => r.Treatment == Treatment.Delete) ? Treatment.Delete : collection.Deletion.First(r => r.Treatment != Treatment.Delete).Treatment,
            Rows = await new RootRows(map, deletion.Parts.Sources).ReadAsync(run.Root, cancellationToken),
        };
    }

    /// <summary>The request's tombstone of the last month before this one that has one.</summary>
    private async Task<Tombstone?> LastAsync(RequestRecord request, CancellationToken cancellationToken)
    {
        for (var back = 1; back <= MostMonths && now.AddMonths(1 - back) is var end && TombstoneMonth.Of(end) != TombstoneMonth.Of(request.EffectsBegan ?? now); back++)
        {
            var month = TombstoneMonth.Of(now.AddMonths(-back));
            if (await tombstones.OpenAsync(new TombstoneEntry(ObjectNames.Tombstone(month, request.Id), month, request.Id), cancellationToken) is { } last)
            {
                return last;
            }
        }

        return null;
    }
}
