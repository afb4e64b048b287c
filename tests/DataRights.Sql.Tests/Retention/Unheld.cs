using DataRights.Retention;
using DataRights.Retention.Holding;

namespace DataRights.Sql.Tests.Retention;

/// <summary>A store worked where there are no holds.</summary>
internal static class Unheld
{
    public static Task<DateOnly?> OldestDueAsync(this IRetentionStore store, RetentionGroup group, DateTimeOffset closedBefore, CancellationToken token) =>
        store.OldestDueAsync(group, closedBefore, RawHolds.None, token);

    public static Task<IReadOnlyList<PublishedPeriod>> PublishAsync(this IRetentionStore store, RetentionGroup group, DateOnly period, CancellationToken token) =>
        store.PublishAsync(group, period, RawHolds.None, token);

    public static Task<long> DestroyAsync(this IRetentionStore store, RetentionGroup group, DateOnly period, int limit, CancellationToken token) =>
        store.DestroyAsync(group, period, limit, RawHolds.None, token);

    public static Task SettleAsync(this IRetentionStore store, RetentionGroup group, DateOnly period, long destroyed, CancellationToken token) =>
        store.SettleAsync(group, period, destroyed, 0, token);
}
