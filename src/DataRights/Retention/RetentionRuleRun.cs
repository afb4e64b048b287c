using DataRights.Retention.Reports;

namespace DataRights.Retention;

/// <summary>One group of rules' share of a run.</summary>
internal sealed class RetentionRuleRun(RetentionGroup group, RetentionLedger ledger, RiskReportStore? reports, TimeProvider time, TimeSpan slice)
{
    private readonly long started = time.GetTimestamp();

    private RetentionRunResult[] tallies = [.. group.Rules.Select(r => new RetentionRunResult(r.Name))];

    /// <summary>One for each rule of the group, in order.</summary>
    public IReadOnlyList<RetentionRunResult> Tallies => tallies;

    private bool IsUsedUp => time.GetElapsedTime(started) >= slice;

    public async Task WorkAsync(IRetentionStore store, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var closedBefore = group.First.Window.Before(now);
        await store.PrepareAsync(group, cancellationToken);
        var undated = await store.CountUndatedAsync(group, cancellationToken);
        var future = await store.CountLaterThanAsync(group, now, cancellationToken);
        Each(t => t with { UndatedRows = undated, FutureRows = future });
        while (await store.OldestDueAsync(group, closedBefore, cancellationToken) is { } period)
        {
            var lag = closedBefore - PeriodCalendar.Of(group.First).EndOf(period);
            Each(t => t with { Lag = lag });
            if (IsUsedUp || !await WorkPeriodAsync(store, period, cancellationToken))
            {
                Each(t => t with { MoreWork = true });
                return;
            }
        }

        Each(t => t with { Lag = TimeSpan.Zero });
    }

    /// <summary>The group's results with a failure that all of its rules share.</summary>
    public IReadOnlyList<RetentionRunResult> Failed(string code, bool transient) =>
        [.. tallies.Select(t => t with { FailureCode = code, FailureIsTransient = transient })];

    /// <summary>False when the slice was used up before the period was done.</summary>
    private async Task<bool> WorkPeriodAsync(IRetentionStore store, DateOnly period, CancellationToken cancellationToken)
    {
        var published = await store.PublishAsync(group, period, cancellationToken);
        for (var i = 0; i < published.Count; i++)
        {
            Count(i, published[i]);
            // Appended for a period published before, too: the run that published it may have been killed before it could.
            await ledger.PublishedAsync(group.Rules[i], published[i], cancellationToken);
            if (reports is not null)
            {
                await reports.WriteAsync(group.Rules[i], published[i], cancellationToken);
            }
        }

        while (true)
        {
            var destroyed = await store.DestroyAsync(group, period, RetentionRunner.ChunkRows, cancellationToken);
            Each(t => t with { RowsDestroyed = t.RowsDestroyed + destroyed });
            if (destroyed == 0)
            {
                break;
            }

            if (IsUsedUp)
            {
                return false;
            }
        }

        var done = await store.FindAsync(group, period, cancellationToken) ?? throw new RetentionRuleException(group.First.Name, "not-published", "the record of a published period has vanished; restore it before the rule runs again.");
        for (var i = 0; i < done.Count; i++)
        {
            await ledger.DestroyedAsync(group.Rules[i], done[i], cancellationToken);
            var unpublished = done[i].RowsDestroyedUnpublished - published[i].RowsDestroyedUnpublished;
            tallies[i] = tallies[i] with { DaysDestroyed = tallies[i].DaysDestroyed + 1, LateRows = tallies[i].LateRows + unpublished };
        }

        await store.SettleAsync(group, period, done[0].RowsDestroyed, cancellationToken);
        return true;
    }

    private void Count(int index, PublishedPeriod published)
    {
        if (!published.AlreadyPublished)
        {
            var tally = tallies[index];
            tallies[index] = tally with
            {
                DaysPublished = tally.DaysPublished + 1,
                RawRows = tally.RawRows + published.RawRows,
                CellsPublished = tally.CellsPublished + published.CellsPublished,
                CellsSuppressed = tally.CellsSuppressed + published.CellsSuppressed,
                RowsPublished = tally.RowsPublished + published.RowsPublished,
                RowsSuppressed = tally.RowsSuppressed + published.RowsSuppressed,
                LateRows = tally.LateRows + published.LateRows,
                RowsDestroyed = tally.RowsDestroyed + published.LateRows,
            };
        }
    }

    private void Each(Func<RetentionRunResult, RetentionRunResult> change) => tallies = [.. tallies.Select(change)];
}
