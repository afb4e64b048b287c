using System.Data.Common;
using DataRights.Retention.Holding;

namespace DataRights.Sql.Retention;

/// <summary>
/// Which period is to be worked next. Asked again by one run, it looks from the period that it gave last: before it lie, in an index that was not
/// vacuumed, the entries of all that was destroyed. Only before it says that nothing is due it looks from the beginning again.
/// </summary>
internal sealed class DuePeriods(RetentionDialect dialect, RetentionPlan plan, RunProgress progress)
{
    public async Task<DateOnly?> OldestAsync(DateTimeOffset closedBefore, RawRows rows, RawHolds holds, DbConnection connection, CancellationToken cancellationToken)
    {
        if (progress.Reached is not null && await OldestAsync(closedBefore, connection, cancellationToken) is { } next)
        {
            return next;
        }

        progress.Restart();
        DateOnly?[] periods = [await OldestAsync(closedBefore, connection, cancellationToken), await rows.OldestReleasedAsync(plan, holds, connection, cancellationToken)];
        return periods.Min();
    }

    private async Task<DateOnly?> OldestAsync(DateTimeOffset closedBefore, DbConnection connection, CancellationToken cancellationToken)
    {
        var (unpublished, late) = await OldestUnpublishedAsync(closedBefore, connection, cancellationToken);
        var unsettled = await WatermarkPeriods.OldestUnsettledAsync(plan, connection, null, cancellationToken);
        if (unsettled is { } open && plan.Calendar.EndOf(open) > closedBefore)
        {
            unsettled = null;
        }

        if (unpublished is not null || unsettled is not null)
        {
            return new[] { unpublished, unsettled }.Min();
        }

        // Late rows go with the next publication; if no other is due, one of a period without rows takes them.
        var newest = plan.Calendar.NewestClosed(closedBefore);
        return late && !(await Watermark.StateAsync(plan, newest, connection, null, cancellationToken)).Published ? newest : null;
    }

    // From the oldest row on: periods that are published and have rows are few, for their rows were destroyed.
    private async Task<(DateOnly? Period, bool Late)> OldestUnpublishedAsync(DateTimeOffset closedBefore, DbConnection connection, CancellationToken cancellationToken)
    {
        var late = false;
        var from = progress.Reached;
        while (await dialect.OldestDayAsync(plan, from, closedBefore, connection, null, cancellationToken) is { } day)
        {
            var period = plan.Calendar.FirstOf(day);
            if (plan.Calendar.EndOf(period) > closedBefore)
            {
                break;
            }

            var (published, settled) = await Watermark.StateAsync(plan, period, connection, null, cancellationToken);
            if (!published)
            {
                progress.Reach(period);
                return (period, late);
            }

            late |= settled;
            from = plan.Calendar.Next(period);
        }

        return (null, late);
    }
}
