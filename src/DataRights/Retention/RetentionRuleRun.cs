using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>One rule's share of a run.</summary>
internal sealed class RetentionRuleRun(RetentionRule rule, RetentionLedger ledger, TimeProvider time, TimeSpan slice)
{
    private readonly long started = time.GetTimestamp();

    public RetentionRunResult Result { get; private set; } = new(rule.Name);

    private bool IsUsedUp => time.GetElapsedTime(started) >= slice;

    public async Task WorkAsync(IRetentionStore store, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var closedBefore = rule.Window.Before(now);
        await store.PrepareAsync(rule, cancellationToken);
        Result = Result with
        {
            UndatedRows = await store.CountUndatedAsync(rule, cancellationToken),
            FutureRows = await store.CountLaterThanAsync(rule, now, cancellationToken),
        };
        while (await store.OldestDueDayAsync(rule, closedBefore, cancellationToken) is { } day)
        {
            if (IsUsedUp || !await WorkDayAsync(store, day, cancellationToken))
            {
                Result = Result with { MoreWork = true };
                return;
            }
        }
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
            Result = Result with { RowsDestroyed = Result.RowsDestroyed + destroyed };
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
        Result = Result with { DaysDestroyed = Result.DaysDestroyed + 1, LateRows = Result.LateRows + done.LateRows - published.LateRows };
        return true;
    }

    private void Count(PublishedDay published)
    {
        if (!published.AlreadyPublished)
        {
            Result = Result with
            {
                DaysPublished = Result.DaysPublished + 1,
                RawRows = Result.RawRows + published.RawRows,
                CellsPublished = Result.CellsPublished + published.CellsPublished,
                CellsSuppressed = Result.CellsSuppressed + published.CellsSuppressed,
                RowsPublished = Result.RowsPublished + published.RowsPublished,
                RowsSuppressed = Result.RowsSuppressed + published.RowsSuppressed,
            };
        }
    }
}
