using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>
/// The database side of a retention rule. The watermark lives in the same database as the rows it guards, so that
/// publishing a day and moving past it are one transaction. Failures are <see cref="Sources.SourceException"/> (the
/// database) and <see cref="RetentionRuleException"/> (the rule does not fit it). Safe for concurrent use, and for
/// several processes on one database.
/// </summary>
public interface IRetentionStore
{
    string Name { get; }

    /// <summary>Checks the rule against the live schema; creates the target and the watermark table when missing. Idempotent.</summary>
    Task PrepareAsync(RetentionRule rule, CancellationToken cancellationToken);

    /// <summary>
    /// The oldest day with work left that ends at or before <paramref name="closedBefore"/>: it still has raw rows, or
    /// it was published and its destruction is not settled yet (<see cref="SettleAsync"/>). Null when there is none.
    /// </summary>
    Task<DateOnly?> OldestDueDayAsync(RetentionRule rule, DateTimeOffset closedBefore, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes the day's cells that enough people share and records the day as published, in one transaction.
    /// A day is published once: a second call (another runner, a restart, late rows) publishes nothing.
    /// </summary>
    Task<PublishedDay> PublishAsync(RetentionRule rule, DateOnly day, CancellationToken cancellationToken);

    /// <summary>What is recorded of a published day; null when it was not published.</summary>
    Task<PublishedDay?> FindAsync(RetentionRule rule, DateOnly day, CancellationToken cancellationToken);

    /// <summary>
    /// Destroys at most <paramref name="limit"/> raw rows of a published day, in one transaction, and adds them to the
    /// day's record; returns how many. Zero: a count found none left. A day that was not published is refused.
    /// </summary>
    Task<long> DestroyAsync(RetentionRule rule, DateOnly day, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Marks that <paramref name="destroyed"/> destroyed rows of the day stand in the ledger. A crash before this
    /// brings the day up as due again, so no destruction goes unrecorded. Idempotent.
    /// </summary>
    Task SettleAsync(RetentionRule rule, DateOnly day, long destroyed, CancellationToken cancellationToken);

    /// <summary>Raw rows whose time is null or cannot be read: never guessed, never touched, reported.</summary>
    Task<long> CountUndatedAsync(RetentionRule rule, CancellationToken cancellationToken);

    /// <summary>Raw rows dated later than <paramref name="moment"/>: never touched before their time, reported.</summary>
    Task<long> CountLaterThanAsync(RetentionRule rule, DateTimeOffset moment, CancellationToken cancellationToken);
}
