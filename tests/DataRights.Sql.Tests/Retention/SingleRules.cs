using DataRights.Mapping;
using DataRights.Retention;

namespace DataRights.Sql.Tests.Retention;

/// <summary>A store worked with one rule that has its table to itself.</summary>
internal static class SingleRules
{
    /// <summary>Raw rows, cells published and suppressed, rows published and suppressed.</summary>
    public static (long Raw, long Cells, long SuppressedCells, long Rows, long SuppressedRows) Counts(this PublishedPeriod p) =>
        (p.RawRows, p.CellsPublished, p.CellsSuppressed, p.RowsPublished, p.RowsSuppressed);

    public static Task PrepareAsync(this IRetentionStore store, RetentionRule rule, CancellationToken token) => store.PrepareAsync(RetentionGroup.Of(rule), token);

    public static Task<DateOnly?> OldestDueAsync(this IRetentionStore store, RetentionRule rule, DateTimeOffset closedBefore, CancellationToken token) =>
        store.OldestDueAsync(RetentionGroup.Of(rule), closedBefore, token);

    public static async Task<PublishedPeriod> PublishAsync(this IRetentionStore store, RetentionRule rule, DateOnly period, CancellationToken token) =>
        (await store.PublishAsync(RetentionGroup.Of(rule), period, token))[0];

    public static async Task<PublishedPeriod> AssessAsync(this IRetentionStore store, RetentionRule rule, DateOnly period, CancellationToken token) =>
        (await store.AssessAsync(RetentionGroup.Of(rule), period, token))[0];

    public static async Task<PublishedPeriod?> FindAsync(this IRetentionStore store, RetentionRule rule, DateOnly period, CancellationToken token) =>
        (await store.FindAsync(RetentionGroup.Of(rule), period, token))?[0];

    public static Task<long> DestroyAsync(this IRetentionStore store, RetentionRule rule, DateOnly period, int limit, CancellationToken token) =>
        store.DestroyAsync(RetentionGroup.Of(rule), period, limit, token);

    public static Task SettleAsync(this IRetentionStore store, RetentionRule rule, DateOnly period, long destroyed, CancellationToken token) =>
        store.SettleAsync(RetentionGroup.Of(rule), period, destroyed, token);

    public static Task<long> CountUndatedAsync(this IRetentionStore store, RetentionRule rule, CancellationToken token) =>
        store.CountUndatedAsync(RetentionGroup.Of(rule), token);

    public static Task<long> CountLaterThanAsync(this IRetentionStore store, RetentionRule rule, DateTimeOffset moment, CancellationToken token) =>
        store.CountLaterThanAsync(RetentionGroup.Of(rule), moment, token);
}
