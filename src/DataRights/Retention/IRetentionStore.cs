using DataRights.Mapping;
using DataRights.Retention.Holding;
using DataRights.Retention.Status;
using DataRights.Subjects;

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

    /// <summary>Begins a run's way through the group's periods.</summary>
    Task<IRetentionSession> OpenSessionAsync(RetentionGroup group, CancellationToken cancellationToken);

    /// <summary>
    /// The oldest period with work left that ends at or before <paramref name="closedBefore"/>: it has raw rows and was not
    /// published, or it was published and its destruction is not settled (<see cref="SettleAsync"/>). When there is none but late rows
    /// wait, the newest period that ends by then, if it was not published. Null when nothing is due.
    /// </summary>
    /// <remarks>A settled period that keeps rows for a hold is due again once it has a row that no hold of now keeps, or none at all.</remarks>
    Task<DateOnly?> OldestDueAsync(RetentionGroup group, DateTimeOffset closedBefore, RawHolds holds, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes the period for every rule of the group: its cells that pass the gate, and the residual of the rest if that passes it;
    /// takes in and destroys a bounded number of late rows; and records the period as published. One transaction.
    /// A period is published once: a second call (another runner, a restart) publishes nothing. One result for each rule, in order.
    /// </summary>
    /// <remarks>Rows that a hold keeps are counted like all others; late ones among them are left where they are.</remarks>
    /// <exception cref="Sources.FencedException">The gate does not stand where the holds were read.</exception>
    Task<IReadOnlyList<PublishedPeriod>> PublishAsync(RetentionGroup group, DateOnly period, RawHolds holds, CancellationToken cancellationToken);

    /// <summary>
    /// Records periods as published that were published before the database was restored: no cell is written, and their rows, which
    /// are there again, may be destroyed. What is recorded already stays as it is.
    /// </summary>
    Task AdoptAsync(RetentionGroup group, IReadOnlyList<PublishedPeriod> published, CancellationToken cancellationToken);

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
    /// <remarks>
    /// Rows that a hold keeps are spared, and not counted as left. Where the rule drops partitions, one that can be dropped goes whole, whatever the limit, with
    /// rows of earlier periods that are not settled: each is added to the record of its own.
    /// </remarks>
    /// <exception cref="Sources.FencedException">The gate does not stand where the holds were read.</exception>
    Task<long> DestroyAsync(RetentionGroup group, DateOnly period, long limit, RawHolds holds, CancellationToken cancellationToken);

    /// <summary>
    /// Destroys at most <paramref name="limit"/> identities of the rules' tables (<see cref="IdentityTable"/>) that were seen before the period's end and that nothing knows any
    /// more: no account, no raw row of any rule, no collection's reference, no foreign key. In one transaction, which adds them to the period's record. To be called until zero,
    /// once the period's rows are destroyed. Idempotent.
    /// </summary>
    /// <remarks>While a hold is on a collection that is such a table, all of its rows stay.</remarks>
    /// <exception cref="Sources.FencedException">The gate does not stand where the holds were read.</exception>
    Task<long> ForgetAsync(RetentionGroup group, DataMap map, DateOnly period, long limit, RawHolds holds, CancellationToken cancellationToken);

    /// <summary>How many raw rows of the period holds keep.</summary>
    Task<long> CountHeldAsync(RetentionGroup group, DateOnly period, RawHolds holds, CancellationToken cancellationToken);

    /// <summary>
    /// Marks that <paramref name="destroyed"/> destroyed rows of the period stand in the ledger. A crash before this
    /// brings the period up as due again, so no destruction goes unrecorded. Idempotent.
    /// </summary>
    /// <param name="group">The rules.</param>
    /// <param name="period">The period.</param>
    /// <param name="destroyed">How many rows of it the ledger says are destroyed.</param>
    /// <param name="held">How many holds keep: with any, the period counts as destroyed but for those, and is not settled for good.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task SettleAsync(RetentionGroup group, DateOnly period, long destroyed, long held, CancellationToken cancellationToken);

    /// <summary>Raw rows that holds kept when their periods were last worked.</summary>
    Task<long> CountHeldAsync(RetentionGroup group, CancellationToken cancellationToken);

    /// <summary>Raw rows whose time is null or cannot be read: never guessed, never touched, reported.</summary>
    Task<long> CountUndatedAsync(RetentionGroup group, CancellationToken cancellationToken);

    /// <summary>Raw rows dated later than <paramref name="moment"/>: never touched before their time, reported.</summary>
    Task<long> CountLaterThanAsync(RetentionGroup group, DateTimeOffset moment, CancellationToken cancellationToken);

    /// <summary>What the database's clock says; null where it has none of its own.</summary>
    Task<DateTimeOffset?> ClockAsync(CancellationToken cancellationToken);

    /// <summary>Where the gate stands. To be read before the holds are.</summary>
    Task<long> GateAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Counts the gate on: waits for destructions under way, and keeps every later one from committing that was told of holds before.
    /// </summary>
    Task RaiseGateAsync(CancellationToken cancellationToken);

    /// <summary>The root keys of everyone to whom raw rows may lead by the map, in no order; a key may come twice.</summary>
    IAsyncEnumerable<RootKey> RootKeysAsync(RetentionGroup group, DataMap map, CancellationToken cancellationToken);

    /// <summary>What is recorded of the rule's periods, newest first. Creates nothing: a database without a watermark has no periods.</summary>
    Task<IReadOnlyList<PeriodState>> ListAsync(RetentionRule rule, int most, CancellationToken cancellationToken);
}
