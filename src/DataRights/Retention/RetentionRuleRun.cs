using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>One rule's share of a run.</summary>
internal sealed class RetentionRuleRun(RetentionRule rule, RetentionLedger ledger, TimeProvider time, TimeSpan slice)
{
    private readonly long started = time.GetTimestamp();

    public RetentionRunResult Tally { get; private set; } = new(rule.Name);

    private bool IsUsedUp => time.GetElapsedTime(started) >= slice;

    public async Task WorkAsync(IRetentionStore store, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var closedBefore = rule.Window.Before(now);
        await store.PrepareAsync(rule, cancellationToken);
        Tally = Tally with
        {
            UndatedRows = await store.CountUndatedAsync(rule, cancellationToken),
            FutureRows = await store.CountLaterThanAsync(rule, now, cancellationToken),
        };
        while (await store.OldestDueDayAsync(rule, closedBefore, cancellationToken) is { } day)
        {
            Tally = Tally with { Lag = closedBefore - ZonedCalendar.Of(rule).EndOf(day) };
            if (IsUsedUp || !await WorkDayAsync(store, day, cancellationToken))
            {
                Tally = Tally with { MoreWork = true };
                return;
            }
        }

        Tally = Tally with { Lag = TimeSpan.Zero };
    }

    /// <summary>False when the slice was used up before the day was done.</summary>
    private async Task<bool> WorkDayAsync(IRetentionStore store, DateOnly day, CancellationToken cancellationToken)
    {
        var published = await store.PublishAsync(rule, day, cancellationToken);
        Count(published);
        // Appended for a day published before, too: the run that published it may have been killed before it could.
        await ledger.PublishedAsync(rule, published, cancellationToken);
        while (true)
        {
            var destroyed = await store.DestroyAsync(rule, day, RetentionRunner.ChunkRows, cancellationToken);
            Tally = Tally with { RowsDestroyed = Tally.RowsDestroyed + destroyed };
            if (destroyed == 0)
            {
                break;
            }

            if (IsUsedUp)
            {
                return false;
            }
        }

        var done = await store.FindAsync(rule, day, cancellationToken) ?? throw new RetentionRuleException(rule.Name, "not-published", "the record of a published day has vanished; restore it before the rule runs again.");
        await ledger.DestroyedAsync(rule, done, cancellationToken);
        await store.SettleAsync(rule, day, done.RowsDestroyed, cancellationToken);
        Tally = Tally with { DaysDestroyed = Tally.DaysDestroyed + 1, LateRows = Tally.LateRows + done.LateRows - published.LateRows };
        return true;
    }

    private void Count(PublishedDay published)
    {
        if (!published.AlreadyPublished)
        {
            Tally = Tally with
            {
                DaysPublished = Tally.DaysPublished + 1,
                RawRows = Tally.RawRows + published.RawRows,
                CellsPublished = Tally.CellsPublished + published.CellsPublished,
                CellsSuppressed = Tally.CellsSuppressed + published.CellsSuppressed,
                RowsPublished = Tally.RowsPublished + published.RowsPublished,
                RowsSuppressed = Tally.RowsSuppressed + published.RowsSuppressed,
            };
        }
    }
}
