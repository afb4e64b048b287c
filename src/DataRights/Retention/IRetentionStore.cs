namespace DataRights.Retention;

/// <summary>
/// The database side of retention rules. The watermark lives in the same database as the rows it guards, so that
/// publishing a period and moving past it are one transaction. A period is named by its first day in the rules' zone
/// (<see cref="PeriodCalendar"/>). Failures are <see cref="Sources.SourceException"/> (the database) and
/// <see cref="RetentionRuleException"/> (a rule does not fit it). Safe for concurrent use, and for several processes on
/// one database.
/// <para>
/// A raw row is in one publication at most. Rows that come to a period after it was published and before its destruction is
/// settled are destroyed unpublished; those that come after it was settled are late, and join the residual of the next
/// period that is published, in whose transaction they are destroyed. A period that keeps rows for a hold must not be
/// settled as long as it does: settled means that a count found none left.
/// </para>
/// </summary>
public interface IRetentionStore
{
    string Name { get; }

    /// <summary>Checks the rules against the live schema; creates targets and the watermark table when missing. Idempotent.</summary>
    Task PrepareAsync(RetentionGroup group, CancellationToken cancellationToken);

    /// <summary>
    /// The oldest period with work left that ends at or before <paramref name="closedBefore"/>: it has raw rows and was not
    /// published, or it was published and its destruction is not settled (<see cref="SettleAsync"/>). When there is none but late rows
    /// wait, the newest period that ends by then, if it was not published. Null when nothing is due.
    /// </summary>
    Task<DateOnly?> OldestDueAsync(RetentionGroup group, DateTimeOffset closedBefore, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes the period for every rule of the group: its cells that pass the gate, and the residual of the rest if that passes it;
    /// takes in and destroys a bounded number of late rows; and records the period as published. One transaction.
    /// A period is published once: a second call (another runner, a restart) publishes nothing. One result for each rule, in order.
    /// </summary>
    Task<IReadOnlyList<PublishedPeriod>> PublishAsync(RetentionGroup group, DateOnly period, CancellationToken cancellationToken);

    /// <summary>
    /// What publishing the period would do by these rules, from the rows that are there now. Writes nothing, and neither needs the
    /// tables of aggregates nor minds that the period was published. Late rows are left out.
    /// </summary>
    Task<IReadOnlyList<PublishedPeriod>> AssessAsync(RetentionGroup group, DateOnly period, CancellationToken cancellationToken);

    /// <summary>What is recorded of a published period, for each rule; null when it was not published.</summary>
    Task<IReadOnlyList<PublishedPeriod>?> FindAsync(RetentionGroup group, DateOnly period, CancellationToken cancellationToken);

    /// <summary>
    /// Destroys at most <paramref name="limit"/> raw rows of a published period, in one transaction, and adds them to the
    /// period's record; returns how many. Zero: a count found none left. A period that was not published is refused.
    /// </summary>
    Task<long> DestroyAsync(RetentionGroup group, DateOnly period, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Marks that <paramref name="destroyed"/> destroyed rows of the period stand in the ledger. A crash before this
    /// brings the period up as due again, so no destruction goes unrecorded. Idempotent.
    /// </summary>
    Task SettleAsync(RetentionGroup group, DateOnly period, long destroyed, CancellationToken cancellationToken);

    /// <summary>Raw rows whose time is null or cannot be read: never guessed, never touched, reported.</summary>
    Task<long> CountUndatedAsync(RetentionGroup group, CancellationToken cancellationToken);

    /// <summary>Raw rows dated later than <paramref name="moment"/>: never touched before their time, reported.</summary>
    Task<long> CountLaterThanAsync(RetentionGroup group, DateTimeOffset moment, CancellationToken cancellationToken);
}
