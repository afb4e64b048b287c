using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Deletion.Replay;

/// <summary>When a replay is over, and what then is done: the databases count anew, and whoever waited for that goes on.</summary>
internal sealed class ReplayEnd(DataMap map, SourceSet sources, EpochMemory memory, IRequestService requests, TimeProvider time)
{
    /// <summary>A deletion on which a legal hold lies waits for that alone; the database need not wait with it.</summary>
    private const string Held = "held";

    /// <summary>Whether every replayed deletion has come to an end of its own.</summary>
    public static bool IsSettled(ReplayReport report) => report.Items.All(i => i.ReplayedBy is null || IsOver(i));

    /// <summary>Whether the restored databases still bear the replay's mark.</summary>
    public async Task<bool> AreMarkedAsync(ReplayRecord record, CancellationToken cancellationToken)
    {
        foreach (var guard in Marked(record))
        {
            if ((await guard.ReadEpochAsync(cancellationToken))?.Generation != record.Id)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lets the restored databases be worked on again. Idempotent.</summary>
    public async Task ReleaseAsync(ReplayRecord record, CancellationToken cancellationToken)
    {
        foreach (var guard in Marked(record))
        {
            // Counted on: a backup that was taken in the middle of the replay is behind from now on.
            var reached = await guard.AdvanceEpochAsync(new DatabaseEpoch(record.Id, 1), cancellationToken)
                ?? throw new SourceException(guard.Name, RestoreWatch.Outcome, transient: true);
            await memory.ReplaceAsync(guard.Name, reached, cancellationToken);
        }

        foreach (var request in record.DryRun ? [] : await requests.ListAsync(RequestStatus.Waiting, null, int.MaxValue, cancellationToken))
        {
            if (request.Outcome == RestoreWatch.Outcome)
            {
                // Where another database is still halted it comes back to where it was.
                await requests.RetryAsync(request.Id, cancellationToken);
            }
        }
    }

    public async Task<ReplayReport> ReportAsync(ReplayRecord record, CancellationToken cancellationToken)
    {
        var items = new List<ReplayItem>();
        foreach (var deletion in record.Deletions)
        {
            var replay = deletion.ReplayedBy is { } id ? await requests.GetAsync(id, cancellationToken) : null;
            items.Add(new ReplayItem(deletion.Request, deletion.Verdict, deletion.ReplayedBy, replay?.Status, replay?.Outcome));
        }

        return new ReplayReport
        {
            Id = record.Id,
            Since = record.Since,
            Source = record.Source,
            DryRun = record.DryRun,
            Started = record.Started,
            Finished = record.Finished,
            Stuck = record.Decided && items.Any(i => i.ReplayedBy is not null && !IsOver(i))
                && items.All(i => i.ReplayedBy is null || IsOver(i) || i.Status is RequestStatus.Waiting or RequestStatus.Failed),
            Restored = record.Restored,
            Items = items,
            Rules = record.Rules,
            Findings = [.. Findings(record)],
        };
    }

    private static bool IsOver(ReplayItem item) =>
        item.Status is null or RequestStatus.Completed or RequestStatus.Cancelled || item is { Status: RequestStatus.Waiting, Outcome: Held };

    private IEnumerable<IRestoreGuard> Marked(ReplayRecord record) => sources.Guards.Where(g => !record.DryRun && record.Restored.Contains(g.Name));

    private IEnumerable<string> Findings(ReplayRecord record)
    {
        if (record.Void)
        {
            yield return "A database was restored once more while this replay ran, so what it did may be undone. Replay again, since the earlier of the two backups.";
        }

        foreach (var rule in record.Rules.Where(r => r.Failure is not null))
        {
            yield return $"Retention rule '{rule.Rule}' could not destroy again what the backup brought back ({rule.Failure}). See to that code; the rule's next run destroys these rows, and publishes none of them a second time.";
        }

        if (!TombstoneMonth.HasBackups(map))
        {
            yield return "The data map declares no backups ('backups' of a source), so no tombstones are kept and there is nothing to replay. Declare them, and delete again by hand who was deleted since: GET /api/requests lists completed deletions.";
        }
        else if (TombstoneMonth.ExpiryOf(TombstoneMonth.Of(record.Since), map) is { } expiry && expiry <= time.GetUtcNow())
        {
            yield return $"The backup is older than 'backups' in the data map allows: the keys of tombstones of {TombstoneMonth.Of(record.Since)} are destroyed, and those deletions cannot be replayed.";
        }
    }
}
