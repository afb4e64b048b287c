using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Deletion.Replay;

/// <summary>As the port promises; what it has decided is kept in the object store, so that any process can go on with it. Safe for concurrent use: of two calls with one order one goes on, and the other is told to come back.</summary>
public sealed class Replayer : IReplayer
{
    private const int DeletionsACheckpoint = 20;

    private readonly SourceSet sources;
    private readonly TimeProvider time;
    private readonly RestoreWatch watch;
    private readonly TombstoneStore tombstones;
    private readonly ReplayStore store;
    private readonly ReplayWork work;
    private readonly ReplayedRetention retention;
    private readonly ReplayEnd end;

    public Replayer(
        DataMap map, SourceSet sources, RequestPorts ports, IArchiveStore archives, IRequestService requests, ISubjectReferencer referencer,
        IDeletionPlanner planner, RestoreWatch watch, EpochMemory memory, TombstoneStore tombstones, RetentionRunner runner)
    {
        (this.sources, this.watch, this.tombstones, time) = (sources, watch, tombstones, ports.Clock);
        var desk = new RequestDesk(ports, archives);
        store = new ReplayStore(ports.Objects);
        work = new ReplayWork(map, desk, tombstones, new ReplayDecision(map, sources, planner, time),
            new ReplaySubmitter(map, desk, new RequestSeals(ports.Sealer), referencer), new Rewinding(desk, sources));
        retention = new ReplayedRetention(runner);
        end = new ReplayEnd(map, sources, memory, requests, time);
    }

    public async Task<ReplayReport> RunAsync(ReplayOrder order, TimeSpan slice, CancellationToken cancellationToken)
    {
        var (targets, began) = (Targets(order), time.GetTimestamp());
        var (record, version) = await TakeUpAsync(order, targets, cancellationToken);
        if (!record.Marked)
        {
            (record, version) = await MarkAsync(record, version, cancellationToken);
        }

        if (!await end.AreMarkedAsync(record, cancellationToken))
        {
            record = record with { Void = true, Finished = time.GetUtcNow() };
            await store.WriteAsync(record, version, cancellationToken);
            return await end.ReportAsync(record, cancellationToken);
        }

        if (!record.Decided)
        {
            (record, version) = await DecideAsync(record, version, targets, slice, cancellationToken);
        }

        var report = await end.ReportAsync(record, cancellationToken);
        if (!record.Decided || !ReplayEnd.IsSettled(report))
        {
            return report;
        }

        if (!record.DryRun && !record.Retained)
        {
            // After the deletions, so that nobody who is gone is looked at, and before the release, so that nobody else sees the rows.
            var used = time.GetElapsedTime(began);
            record = await retention.WorkAsync(record, targets, used < slice ? slice - used : TimeSpan.Zero, cancellationToken);
            version = await store.WriteAsync(record, version, cancellationToken);
            report = await end.ReportAsync(record, cancellationToken);
            if (!record.Retained)
            {
                return report;
            }
        }

        await end.ReleaseAsync(record, cancellationToken);
        record = record with { Finished = time.GetUtcNow() };
        await store.WriteAsync(record, version, cancellationToken);
        return report with { Finished = record.Finished };
    }

    private List<string> Targets(ReplayOrder order)
    {
        if (order.Since > time.GetUtcNow())
        {
            throw new RequestRefusedException("since-invalid", "The time of the backup lies in the future; give the moment at which the backup was taken, or somewhat before.", "/since");
        }

        var databases = sources.AllRows.Select(s => s.Name).ToList();
        return order.Source is null ? databases
            : databases.Contains(order.Source) ? [order.Source]
            : throw new RequestRefusedException("source-unknown", $"The data map has no database of that name; it has {string.Join(", ", databases)}.", "/source");
    }

    private async Task<(ReplayRecord Record, string Version)> TakeUpAsync(ReplayOrder order, List<string> targets, CancellationToken cancellationToken)
    {
        if (await store.NewestAsync(order, cancellationToken) is { Record.Finished: null } known)
        {
            return known;
        }

        var now = time.GetUtcNow();
        var record = new ReplayRecord
        {
            Id = Guid.CreateVersion7(now).ToString("D"),
            Since = order.Since,
            Source = order.Source,
            DryRun = order.DryRun,
            Started = now,
            Restored = [.. (await watch.RestoredAsync(cancellationToken)).Where(targets.Contains)],
        };
        return (record, await store.WriteAsync(record, null, cancellationToken));
    }

    /// <summary>
    /// Marks the restored databases as this replay's: they stay halted, since that is not the count that is remembered, and a further restore
    /// in the meantime takes the mark away.
    /// </summary>
    private async Task<(ReplayRecord Record, string Version)> MarkAsync(ReplayRecord record, string version, CancellationToken cancellationToken)
    {
        foreach (var guard in sources.Guards.Where(g => !record.DryRun && record.Restored.Contains(g.Name)))
        {
            await guard.StartEpochsAsync(record.Id, cancellationToken);
        }

        var marked = record with { Marked = true };
        return (marked, await store.WriteAsync(marked, version, cancellationToken));
    }

    private async Task<(ReplayRecord Record, string Version)> DecideAsync(
        ReplayRecord record, string version, List<string> targets, TimeSpan slice, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var (passed, decided) = (record.Passed, new List<ReplayedDeletion>(record.Deletions));
        var unsaved = 0;
        await foreach (var entry in tombstones.ListAsync(cancellationToken))
        {
            if (string.CompareOrdinal(entry.Name, passed) <= 0)
            {
                continue;
            }

            // A deletion that ran into another month has two tombstones; one of them is enough to do it again.
            if (!decided.Exists(d => d.Request == entry.Request && d.ReplayedBy is not null)
                && await work.DoAsync(record, targets, entry, decided, cancellationToken) is { } deletion)
            {
                decided.RemoveAll(d => d.Request == deletion.Request);
                decided.Add(deletion);
            }

            passed = entry.Name;
            if (++unsaved == DeletionsACheckpoint || time.GetElapsedTime(began) >= slice)
            {
                record = record with { Passed = passed, Deletions = [.. decided] };
                version = await store.WriteAsync(record, version, cancellationToken);
                unsaved = 0;
            }

            if (time.GetElapsedTime(began) >= slice)
            {
                return (record, version);
            }
        }

        record = record with { Passed = passed, Deletions = [.. decided], Decided = true };
        return (record, await store.WriteAsync(record, version, cancellationToken));
    }
}
