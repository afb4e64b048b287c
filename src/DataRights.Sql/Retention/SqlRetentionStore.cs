using System.Collections.Concurrent;
using System.Data.Common;
using DataRights.Retention;
using DataRights.Sources;

namespace DataRights.Sql.Retention;

/// <summary>Retention in the database that holds the raw rows: set-based, one bounded transaction for each step.</summary>
internal sealed class SqlRetentionStore(SqlDatabase database, RetentionDialect dialect) : IRetentionStore, IAsyncDisposable
{
    private readonly ConcurrentDictionary<RetentionGroup, RetentionPlan> plans = new();
    private readonly ConcurrentDictionary<RetentionGroup, RetentionPlan> assessed = new();
    private readonly Watermark watermark = new(dialect);

    public string Name => database.Name;

    public Task PrepareAsync(RetentionGroup group, CancellationToken cancellationToken) => InTransactionAsync(async (connection, transaction) =>
    {
        if (dialect.LockForCreation.Length > 0)
        {
            await RetentionCommands.ExecuteAsync(connection, transaction, dialect.LockForCreation, cancellationToken);
        }

        var schema = await database.Dialect.Schema.ReadAsync(connection, transaction, cancellationToken);
        var plan = await PlanAsync(group, schema, connection, transaction, cancellationToken);
        await new RetentionTables(dialect, plan, schema, connection, transaction).PrepareAsync(cancellationToken);
        plans[group] = plan;
        return true;
    }, cancellationToken);

    public async Task<DateOnly?> OldestDueAsync(RetentionGroup group, DateTimeOffset closedBefore, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        return await OnConnectionAsync(async connection => await new DuePeriods(dialect, plan).OldestAsync(closedBefore, connection, cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<PublishedPeriod>> PublishAsync(RetentionGroup group, DateOnly period, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        return await InTransactionAsync(async (connection, transaction) =>
        {
            if (!await watermark.TakeAsync(plan, period, connection, transaction, cancellationToken))
            {
                return (await Watermark.FindAsync(plan, period, connection, transaction, "", cancellationToken))!;
            }

            var published = await new RetentionPublication(dialect, plan, connection, transaction).PublishAsync(period, cancellationToken);
            foreach (var rule in published)
            {
                await Watermark.RecordAsync(rule, connection, transaction, cancellationToken);
            }

            return published;
        }, cancellationToken);
    }

    public Task<IReadOnlyList<PublishedPeriod>> AssessAsync(RetentionGroup group, DateOnly period, CancellationToken cancellationToken) => OnConnectionAsync(async connection =>
    {
        // Never committed: what it makes are temporary tables alone.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!assessed.TryGetValue(group, out var plan))
        {
            plan = await PlanAsync(group, await database.Dialect.Schema.ReadAsync(connection, transaction, cancellationToken), connection, transaction, cancellationToken);
            foreach (var rule in group.Rules)
            {
                RetentionTarget.Columns(plan, rule, dialect);
            }

            assessed[group] = plan;
        }

        return await new RetentionPublication(dialect, plan, connection, transaction).AssessAsync(period, cancellationToken);
    }, cancellationToken);

    public async Task<IReadOnlyList<PublishedPeriod>?> FindAsync(RetentionGroup group, DateOnly period, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        return await OnConnectionAsync(connection => Watermark.FindAsync(plan, period, connection, null, "", cancellationToken), cancellationToken);
    }

    public async Task<long> DestroyAsync(RetentionGroup group, DateOnly period, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var plan = await PlanAsync(group, cancellationToken);
        return await InTransactionAsync(async (connection, transaction) =>
        {
            // The lock makes runners take turns: one that finds nothing to delete can trust that nothing is left.
            if (await Watermark.FindAsync(plan, period, connection, transaction, dialect.RowLock, cancellationToken) is null)
            {
                throw new RetentionRuleException(group.First.Name, "not-published", "the period's raw rows are destroyed only once it was published; publish it first.");
            }

            long destroyed = await RetentionCommands.ExecuteAsync(connection, transaction, dialect.DeleteChunk(plan, period, limit), cancellationToken);
            if (destroyed > 0)
            {
                await Watermark.AddDestroyedAsync(plan, period, destroyed, connection, transaction, cancellationToken);
            }
            else if (await CountAsync(connection, transaction, plan, dialect.InPeriod(plan, "r", period), cancellationToken) > 0)
            {
                throw new RetentionRuleException(group.First.Name, "rows-remain", $"rows of a published period are still in '{group.From}' though they were deleted; look for a trigger or a row-level policy that keeps them.");
            }

            return destroyed;
        }, cancellationToken);
    }

    public async Task SettleAsync(RetentionGroup group, DateOnly period, long destroyed, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        await InTransactionAsync(async (connection, transaction) =>
        {
            await Watermark.SettleAsync(plan, period, destroyed, connection, transaction, cancellationToken);
            return true;
        }, cancellationToken);
    }

    public async Task<long> CountUndatedAsync(RetentionGroup group, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        return await OnConnectionAsync(connection => CountAsync(connection, null, plan, dialect.Undated(plan, "r"), cancellationToken), cancellationToken);
    }

    public async Task<long> CountLaterThanAsync(RetentionGroup group, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        return await OnConnectionAsync(connection => CountAsync(connection, null, plan, dialect.LaterThan(plan, "r", moment), cancellationToken), cancellationToken);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<long> CountAsync(DbConnection connection, DbTransaction? transaction, RetentionPlan plan, string condition, CancellationToken cancellationToken) =>
        (long)(await RetentionCommands.ScalarAsync(connection, transaction, $"select count(*) from {plan.RawTable} r where {condition}", cancellationToken))!;

    private async Task<RetentionPlan> PlanAsync(RetentionGroup group, CancellationToken cancellationToken)
    {
        if (!plans.TryGetValue(group, out var plan))
        {
            await PrepareAsync(group, cancellationToken);
            plan = plans[group];
        }

        return plan;
    }

    private async Task<RetentionPlan> PlanAsync(RetentionGroup group, SourceSchema schema, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken) =>
        RetentionPlan.Of(group, schema, await dialect.HasRowIdAsync(group.From, connection, transaction, cancellationToken));

    private async Task<T> OnConnectionAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await database.GuardAsync(async () =>
        {
            await dialect.ConnectAsync(connection, cancellationToken);
            return await work(connection);
        });
    }

    private Task<T> InTransactionAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) => OnConnectionAsync(async connection =>
    {
        await using var transaction = await database.Dialect.BeginWriteAsync(connection, cancellationToken);
        foreach (var statement in database.Dialect.BeforeWriting)
        {
            await RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken);
        }

        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }, cancellationToken);
}
