using DataRights.Mapping;
using DataRights.Retention.Holding;
using DataRights.Retention.Reports;
using DataRights.Sources;

namespace DataRights.Retention;

/// <summary>One group of rules' share of a run.</summary>
internal sealed class RetentionRuleRun(DataMap map, RetentionGroup group, RetentionLedger ledger, RetentionHolds? holds, RiskReportStore? reports, TimeProvider time, TimeSpan slice)
{
    private readonly long started = time.GetTimestamp();
    private readonly PublishedBefore before = new(group, ledger);

    private RetentionRunResult[] tallies = [.. group.Rules.Select(r => new RetentionRunResult(r.Name))];
    private RawHolds held = RawHolds.None;
    private BatchSize size = new(RetentionRunner.ChunkRows);

    /// <summary>Only what was published before is destroyed once more, and nothing is published.</summary>
    public bool Again { get; init; }

    /// <summary>Called before a run's first effect, and after its last.</summary>
    public Func<CancellationToken, Task> CountAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>One for each rule of the group, in order.</summary>
    public IReadOnlyList<RetentionRunResult> Tallies => tallies;

    public bool IsUsedUp => time.GetElapsedTime(started) >= slice;

    public async Task WorkAsync(IRetentionStore store, CancellationToken cancellationToken)
    {
        if (Again && !await HasPublishedAsync(store, cancellationToken))
        {
            return;
        }

        await ClockSkew.RefuseAsync(group.First, store, time, cancellationToken);
        var now = time.GetUtcNow();
        var closedBefore = group.First.Window.Before(now);
        await store.PrepareAsync(group, cancellationToken);
        var undated = await store.CountUndatedAsync(group, cancellationToken);
        var future = await store.CountLaterThanAsync(group, now, cancellationToken);
        Each(t => t with { UndatedRows = undated, FutureRows = future });
        await ReadHoldsAsync(store, cancellationToken);
        var (began, isNew) = (false, false);
        await using var session = await store.OpenSessionAsync(group, cancellationToken);
        while (await session.OldestDueAsync(closedBefore, held, cancellationToken) is { } period)
        {
            var lag = closedBefore - PeriodCalendar.Of(group.First).EndOf(period);
            Each(t => t with { Lag = lag });
            if (Again && !await IsPublishedAsync(store, period, cancellationToken))
            {
                isNew = true;
                break;
            }

            if (!began && !Again && !IsUsedUp)
            {
                await CountAsync(cancellationToken);
                began = true;
            }

            if (IsUsedUp || !await WorkPeriodAsync(store, session, period, cancellationToken))
            {
                Each(t => t with { MoreWork = true });
                break;
            }
        }

        await ledger.AnchorAsync(cancellationToken);
        if (began)
        {
            await CountAsync(cancellationToken);
        }

        var kept = await store.CountHeldAsync(group, cancellationToken);
        Each(t => t with { HeldRows = kept, Lag = t.MoreWork || isNew ? t.Lag : TimeSpan.Zero });
    }

    /// <summary>The group's results with a failure that all of its rules share.</summary>
    public IReadOnlyList<RetentionRunResult> Failed(string code, bool transient) =>
        [.. tallies.Select(t => t with { FailureCode = code, FailureIsTransient = transient })];

    /// <summary>False when the slice was used up before the period was done.</summary>
    private async Task<bool> WorkPeriodAsync(IRetentionStore store, IRetentionSession session, DateOnly period, CancellationToken cancellationToken)
    {
        var published = await PublishAsync(store, session, period, cancellationToken);
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

        while (await DestroyAsync(store, period, cancellationToken) > 0)
        {
            if (IsUsedUp)
            {
                return false;
            }
        }

        while (await ForgetAsync(store, period, cancellationToken) > 0)
        {
            if (IsUsedUp)
            {
                return false;
            }
        }

        await SettleAsync(store, period, published, cancellationToken);
        return true;
    }

    /// <summary>Whether a rule of the group has published anything at all; nothing is created to find out.</summary>
    private async Task<bool> HasPublishedAsync(IRetentionStore store, CancellationToken cancellationToken)
    {
        foreach (var rule in group.Rules)
        {
            if ((await store.ListAsync(rule, 1, cancellationToken)).Count > 0 || (reports is not null && (await reports.ListAsync(rule.Name, 1, cancellationToken)).Count > 0))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> IsPublishedAsync(IRetentionStore store, DateOnly period, CancellationToken cancellationToken) =>
        await store.FindAsync(group, period, cancellationToken) is not null || await before.FindAsync(period, cancellationToken) is not null;

    private async Task<IReadOnlyList<PublishedPeriod>> PublishAsync(IRetentionStore store, IRetentionSession session, DateOnly period, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(group, period, cancellationToken) is { } recorded)
        {
            return recorded;
        }

        if (await before.FindAsync(period, cancellationToken) is { } known)
        {
            await store.AdoptAsync(group, known, cancellationToken);
            return known;
        }

        return await FencedAsync(store, () => session.PublishAsync(period, held, cancellationToken), cancellationToken);
    }

    private async Task<long> DestroyAsync(IRetentionStore store, DateOnly period, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var destroyed = await FencedAsync(store, () => store.DestroyAsync(group, period, size.Rows, held, cancellationToken), cancellationToken);
        size = destroyed == size.Rows ? size.After(time.GetElapsedTime(began)) : size;
        Each(t => t with { RowsDestroyed = t.RowsDestroyed + destroyed });
        return destroyed;
    }

    private async Task<long> ForgetAsync(IRetentionStore store, DateOnly period, CancellationToken cancellationToken)
    {
        if (group.Rules.All(r => r.Identities.Count == 0))
        {
            return 0;
        }

        var forgotten = await FencedAsync(store, () => store.ForgetAsync(group, map, period, RetentionRunner.ChunkRows, held, cancellationToken), cancellationToken);
        Each(t => t with { IdentitiesDestroyed = t.IdentitiesDestroyed + forgotten });
        return forgotten;
    }

    private async Task SettleAsync(IRetentionStore store, DateOnly period, IReadOnlyList<PublishedPeriod> published, CancellationToken cancellationToken)
    {
        var kept = await store.CountHeldAsync(group, period, held, cancellationToken);
        var done = await store.FindAsync(group, period, cancellationToken) ?? throw new RetentionRuleException(group.First.Name, "not-published", "the record of a published period has vanished; restore it before the rule runs again.");
        for (var i = 0; i < done.Count; i++)
        {
            await ledger.DestroyedAsync(group.Rules[i], done[i] with { RowsHeld = kept }, cancellationToken);
            var unpublished = done[i].RowsDestroyedUnpublished - published[i].RowsDestroyedUnpublished;
            tallies[i] = tallies[i] with { DaysDestroyed = tallies[i].DaysDestroyed + 1, LateRows = tallies[i].LateRows + unpublished };
        }

        await store.SettleAsync(group, period, done[0].RowsDestroyed, kept, cancellationToken);
    }

    /// <summary>Does it by the holds of now: where one was placed meanwhile, they are read again.</summary>
    private async Task<T> FencedAsync<T>(IRetentionStore store, Func<Task<T>> effect, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await effect();
            }
            catch (FencedException)
            {
                await ReadHoldsAsync(store, cancellationToken);
            }
        }
    }

    private async Task ReadHoldsAsync(IRetentionStore store, CancellationToken cancellationToken) =>
        held = holds is null ? RawHolds.None : await holds.OfAsync(group, store, cancellationToken);

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
