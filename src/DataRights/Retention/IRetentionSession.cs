using DataRights.Retention.Holding;

namespace DataRights.Retention;

/// <summary>
/// One run's way through the periods of a group of rules, oldest first. It remembers what need not be looked for again in each of them, so that
/// a backlog of hundreds of periods costs little more than its rows. Of one caller; others may work the same rules at the same time.
/// <para>
/// What the next run sees and this one may not: rows that come, while it lasts, to periods before the one that it is at; and, from its fifth
/// publication on, accounts that a device is seen with for the first time.
/// </para>
/// </summary>
public interface IRetentionSession : IAsyncDisposable
{
    /// <inheritdoc cref="IRetentionStore.OldestDueAsync"/>
    Task<DateOnly?> OldestDueAsync(DateTimeOffset closedBefore, RawHolds holds, CancellationToken cancellationToken);

    /// <inheritdoc cref="IRetentionStore.PublishAsync"/>
    Task<IReadOnlyList<PublishedPeriod>> PublishAsync(DateOnly period, RawHolds holds, CancellationToken cancellationToken);
}
