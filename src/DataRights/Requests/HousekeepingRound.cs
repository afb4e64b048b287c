using DataRights.Storage;
using DataRights.Telemetry;
using DataRights.Webhooks;

namespace DataRights.Requests;

/// <summary>One round of <see cref="Housekeeping"/> with its counts.</summary>
internal sealed class HousekeepingRound(RequestDesk desk, WebhookUpkeep webhooks)
{
    private readonly Admission admission = new(desk);
    private readonly List<string> troubles = [];
    private readonly DateTimeOffset now = desk.Clock.GetUtcNow();
    private int finished;
    private int duplicates;
    private int requeued;
    private int destroyed;
    private readonly OpenRequests open = new(desk.Clock.GetUtcNow(), desk.Options.AtRiskWithin);
    private int webhooksRequeued;
    private int webhooksStopped;

    /// <summary>What the round came to; its gauges are recorded with it.</summary>
    public HousekeepingReport Report()
    {
        HousekeepingMeter.Found(open);
        HousekeepingMeter.WebhooksStopped(webhooksStopped);
        return Sum();
    }

    public void Trouble(string what) => troubles.Add(what);

    /// <summary>Counts a request that nothing need be done about.</summary>
    public void Count(RequestRecord record) => open.Note(record);

    public async Task TendAsync(StoredRequest stored, CancellationToken cancellationToken)
    {
        var record = stored.Record;
        Count(record);
        if (record.Status == RequestStatus.Accepted && now - record.Received >= desk.Options.UnfinishedAfter)
        {
            await FinishSubmissionAsync(stored, cancellationToken);
        }
        else if (IsLost(record))
        {
            await desk.Dispatcher.EnqueueAsync(record, cancellationToken);
            requeued++;
            HousekeepingMeter.SentAgain();
        }
        else if (record is { IsOpen: false, Archive: { Destroyed: null } archive } && archive.Expires <= now)
        {
            await DestroyArchiveAsync(stored, cancellationToken);
        }

        await webhooks.MendAsync(record, cancellationToken);
    }

    public async Task TendWebhooksAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        var found = await webhooks.TendAsync(entry, cancellationToken);
        if (found == WebhookTending.Requeued)
        {
            webhooksRequeued++;
            HousekeepingMeter.SentAgain();
        }

        webhooksStopped += found == WebhookTending.Stopped ? 1 : 0;
    }

    /// <summary>
    /// A claim that names an ended request tells that its ending was cut short. One without a record is a submission's
    /// that was cut short, or that is being made this very moment. Returns the requests that it names.
    /// </summary>
    public async Task<IReadOnlyList<string>> TendClaimAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        var reference = entry.Name[ObjectNames.Subjects.Length..^".json".Length];
        var ids = await desk.Claims.NamedAsync(reference, cancellationToken);
        foreach (var id in ids)
        {
            var stored = await desk.Store.ReadAsync(id, cancellationToken);
            if (stored is null && now - entry.Modified >= desk.Options.UnfinishedAfter)
            {
                await desk.Claims.ReleaseAsync(reference, id, cancellationToken);
                finished++;
            }
            else if (stored is { Record.IsOpen: false })
            {
                await desk.Ending.FinishAsync(stored.Record, cancellationToken);
                finished++;
            }
        }

        return ids;
    }

    private bool IsLost(RequestRecord record) => record.Status switch
    {
        RequestStatus.Scheduled or RequestStatus.Queued => (record.NextAttempt ?? record.Received) + desk.Options.LostAfter <= now,
        RequestStatus.Running => (record.Heartbeat ?? record.Received) + desk.Options.SilentAfter <= now,
        _ => false,
    };

    private async Task FinishSubmissionAsync(StoredRequest stored, CancellationToken cancellationToken)
    {
        if (stored.Record.SubjectReference is null || !await desk.Claims.IsOvertakenAsync(stored.Record, cancellationToken))
        {
            await admission.AdmitAsync(stored, cancellationToken);
            finished++;
        }
        else if (await desk.Store.TryDeleteAsync(stored, cancellationToken))
        {
            // Nobody was told of it: its maker's call never returned, and the request that overtook it stands in its place.
            duplicates++;
        }
    }

    private async Task DestroyArchiveAsync(StoredRequest stored, CancellationToken cancellationToken)
    {
        if (await desk.Archives.DestroyAsync(stored, r => r.With(ArchiveEvents.Expired, now), now, cancellationToken))
        {
            destroyed++;
        }
    }

    private HousekeepingReport Sum() => new(finished, duplicates, requeued, destroyed, open.Count, open.OverdueCount, troubles)
    {
        WebhooksRequeued = webhooksRequeued,
        WebhooksStopped = webhooksStopped,
    };
}
