using System.Data.Common;
using DataRights.Retention;
using DataRights.Retention.Holding;

namespace DataRights.Sql.Retention;

/// <summary>Runs a step on a connection of its own or on a given one, in a transaction where it writes.</summary>
internal sealed class RetentionSteps(SqlDatabase database, RetentionDialect dialect)
{
    public RawRows Rows { get; } = new(database.Dialect, dialect);

    public Watermark Watermark { get; } = new(dialect);

    public async Task<T> OnConnectionAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await database.GuardAsync(async () =>
        {
            await dialect.ConnectAsync(connection, cancellationToken);
            return await work(connection);
        });
    }

    public Task<T> InTransactionAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        OnConnectionAsync(connection => InTransactionAsync(connection, work, cancellationToken), cancellationToken);

    /// <summary>Publishes the period by the connection, in a transaction.</summary>
    public Task<IReadOnlyList<PublishedPeriod>> PublishAsync(
        RetentionPlan plan, DateOnly period, RawHolds holds, RunProgress progress, bool areLinked, DbConnection connection, CancellationToken cancellationToken) =>
        InTransactionAsync(connection, async (_, transaction) =>
        {
            await HoldGate.HoldAsync(holds.Gate, dialect.SharedLock, connection, transaction, cancellationToken);
            if (!await Watermark.TakeAsync(plan, period, connection, transaction, cancellationToken))
            {
                return (await Watermark.FindAsync(plan, period, connection, transaction, "", cancellationToken))!;
            }

            var published = await new RetentionPublication(dialect, plan, connection, transaction, areLinked).PublishAsync(period, Rows.Held(plan, holds), progress, cancellationToken);
            foreach (var rule in published)
            {
                await Watermark.RecordAsync(rule, connection, transaction, cancellationToken);
            }

            return published;
        }, cancellationToken);

    private async Task<T> InTransactionAsync<T>(DbConnection connection, Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Dialect.BeginWriteAsync(connection, cancellationToken);
        await RetentionCommands.ExecuteAsync(connection, transaction, string.Join("; ", database.Dialect.BeforeWriting), cancellationToken);

        var result = await work(connection, transaction);
        RetentionCommands.Interrupt.Value?.Invoke();
        await transaction.CommitAsync(cancellationToken);
        RetentionCommands.Interrupt.Value?.Invoke();
        return result;
    }
}
