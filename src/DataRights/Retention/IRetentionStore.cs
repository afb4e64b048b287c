using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>
/// The database side of a retention rule. The watermark lives in the same database as the rows it guards, so that
/// publishing a day and moving past it are one transaction.
/// </summary>
public interface IRetentionStore
{
    string Name { get; }

    /// <summary>Creates the target and the watermark table when missing. Idempotent.</summary>
    Task PrepareAsync(RetentionRule rule, CancellationToken cancellationToken);

    /// <summary>The oldest day that still has raw rows and ends at or before <paramref name="closedBefore"/>; null when there is none.</summary>
    Task<DateOnly?> OldestDueDayAsync(RetentionRule rule, DateTimeOffset closedBefore, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes the day's cells that enough people share and records the day as published, in one transaction.
    /// A day is published once: a second call (another runner, a restart, late rows) publishes nothing.
    /// </summary>
    Task<PublishedDay> PublishAsync(RetentionRule rule, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Destroys at most <paramref name="limit"/> raw rows of a published day; returns how many. Zero: none are left.</summary>
    Task<long> DestroyAsync(RetentionRule rule, DateOnly day, int limit, CancellationToken cancellationToken);

    /// <summary>Raw rows whose time is null or cannot be read: never guessed, reported.</summary>
    Task<long> CountUndatedAsync(RetentionRule rule, CancellationToken cancellationToken);
}
