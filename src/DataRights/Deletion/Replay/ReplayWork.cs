using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Subjects;

namespace DataRights.Deletion.Replay;

/// <summary>Works one tombstone: whether it belongs to the replay, what is found of the person, and what is done.</summary>
internal sealed class ReplayWork(DataMap map, RequestDesk desk, TombstoneStore tombstones, ReplayDecision decision, ReplaySubmitter submitter, Rewinding rewinding)
{
    private readonly MapGraph graph = new(map);

    /// <summary>What was decided; null when the deletion is none of the replay's.</summary>
    public async Task<ReplayedDeletion?> DoAsync(ReplayRecord replay, IReadOnlyCollection<string> targets, TombstoneEntry entry, IReadOnlyList<ReplayedDeletion> decided, CancellationToken cancellationToken)
    {
        var request = (await desk.Store.ReadAsync(entry.Request, cancellationToken))?.Record;
        if (request is { Status: RequestStatus.Cancelled } || (request is { Status: RequestStatus.Completed } && request.Ended < replay.Since))
        {
            return null;
        }

        if (request?.Replays is { } original && decided.Any(d => d.Request == original && (d.Verdict is ReplayVerdict.Replayed or ReplayVerdict.NothingThere)))
        {
            // An earlier replay of a deletion that has been decided on: it is the same person under the same key.
            return null;
        }

        if (await tombstones.OpenAsync(entry, cancellationToken) is not { } tombstone)
        {
            return new ReplayedDeletion(entry.Request, ReplayVerdict.KeyDestroyed, null);
        }

        if (tombstone.Begins >= replay.Started || !Reaches(tombstone, targets))
        {
            // What was begun after the replay meets the restored rows itself.
            return null;
        }

        if (request is { IsOpen: true } or { Status: RequestStatus.Failed })
        {
            if (!replay.DryRun)
            {
                await rewinding.RewindAsync(request.Id, targets, cancellationToken);
            }

            return new ReplayedDeletion(entry.Request, ReplayVerdict.Unfinished, null);
        }

        var verdict = await decision.DecideAsync(tombstone, cancellationToken);
        return new ReplayedDeletion(entry.Request, verdict, verdict == ReplayVerdict.Replayed && !replay.DryRun ? await SubmitAsync(replay, tombstone, cancellationToken) : null);
    }

    private async Task<string> SubmitAsync(ReplayRecord replay, Tombstone tombstone, CancellationToken cancellationToken)
    {
        var id = ReplayedIds.Of(replay.Id, tombstone.Request, replay.Started);
        return (await submitter.SubmitAsync(id, tombstone.Request, tombstone.Root(), [.. Identifiers(tombstone)], cancellationToken)).Id;
    }

    private IEnumerable<Identifier> Identifiers(Tombstone tombstone)
    {
        var root = map.Collection(tombstone.Collection).Root!;
        foreach (var mapped in root.Identifiers)
        {
            var at = root.Key.ToList().IndexOf(mapped.Column);
            var value = at >= 0 ? tombstone.Key[at] : tombstone.Rows.Select(r => r.Identifiers.GetValueOrDefault(mapped.Column)).FirstOrDefault(v => v is not null);
            if (value is not null)
            {
                yield return new Identifier(mapped.Identifier, map.Identifiers.Single(i => i.Name == mapped.Identifier).Type, value);
            }
        }
    }

    private bool Reaches(Tombstone tombstone, IReadOnlyCollection<string> targets) =>
        map.Collections.FirstOrDefault(c => c.Name == tombstone.Collection) is not { } root || graph.Reachable(root).Any(c => targets.Contains(c.Source));
}
