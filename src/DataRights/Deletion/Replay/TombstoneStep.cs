using DataRights.Deletion.Steps;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;

namespace DataRights.Deletion.Replay;

/// <summary>
/// Writes the tombstone ahead of the first effect, and counts the databases on. Done again in every month that the deletion still runs in, under that
/// month's key, so that the key outlives the backups of the last effect too. Where the map declares no backups no tombstone is kept: there is
/// nothing that it could be needed for.
/// </summary>
internal sealed class TombstoneStep(
    DataMap map, SourceSet sources, IReadOnlyList<string> databases, RestoreWatch watch, TombstoneStore tombstones, TimeProvider time) : IDeletionStep
{
    private const int MostMonths = 24;

    private readonly DateTimeOffset now = time.GetUtcNow();

    public string Name => $"tombstone:{TombstoneMonth.Of(now)}";

    public async Task<JobResult?> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        if (run.Request.Steps.Any(s => s.Name == "clean"))
        {
            // Every effect was done in months that have theirs, and nobody's data is left to make another from.
            return null;
        }

        await run.EnsureCurrentAsync(cancellationToken);
        if (TombstoneMonth.HasBackups(map))
        {
            await tombstones.WriteAsync(TombstoneMonth.Of(now), await MakeAsync(run, cancellationToken), cancellationToken);
        }

        if (await watch.AdvanceAsync(databases, cancellationToken) is { Count: > 0 } restored && run.Request.Replays is null)
        {
            return RestoreWatch.Halt(restored);
        }

        await run.CheckpointAsync(r => r with { Steps = [.. r.Steps, new RequestStep(Name, time.GetUtcNow(), new Dictionary<string, long>())] }, cancellationToken);
        return null;
    }

    private async Task<Tombstone> MakeAsync(IRun run, CancellationToken cancellationToken)
    {
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
            Rows = await new RootRows(map, sources).ReadAsync(run.Root, cancellationToken),
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
