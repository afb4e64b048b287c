using System.Collections.Concurrent;
using System.Data.Common;
using DataRights.Mapping;
using DataRights.Retention;

namespace DataRights.Sql.Retention;

/// <summary>
/// Retention in the database that holds the raw rows: set-based, one bounded transaction for each step. A row that
/// arrives in a day after its cells were taken is late; it is destroyed unpublished.
/// </summary>
internal sealed class SqlRetentionStore(SqlDatabase database, RetentionDialect dialect) : IRetentionStore, IAsyncDisposable
{
    private readonly ConcurrentDictionary<RetentionRule, RetentionPlan> plans = new();
    private readonly Watermark watermark = new(dialect);

    public string Name => database.Name;

    public Task PrepareAsync(RetentionRule rule, CancellationToken cancellationToken) => InTransactionAsync(async (connection, transaction) =>
    {
        if (dialect.LockForCreation.Length > 0)
        {
            await RetentionCommands.ExecuteAsync(connection, transaction, dialect.LockForCreation, cancellationToken);
        }

        var schema = await database.Dialect.Schema.ReadAsync(connection, transaction, cancellationToken);
        var plan = RetentionPlan.Of(rule, schema, await dialect.HasRowIdAsync(rule.From, connection, transaction, cancellationToken));
        var columns = RetentionTarget.Columns(plan, dialect);
        // Created only when missing: a runner without the right to create still runs.
        if (schema.Table(Watermark.TableName) is { } marks)
        {
            Watermark.Check(rule.Name, marks);
        }
        else
        {
            await RetentionCommands.ExecuteAsync(connection, transaction, watermark.Create, cancellationToken);
        }

        if (schema.Table(rule.Into) is { } target)
        {
            RetentionTarget.Check(plan, dialect, columns, target);
        }
        else
        {
            await RetentionCommands.ExecuteAsync(connection, transaction, RetentionTarget.Create(plan, columns), cancellationToken);
        }

        plans[rule] = plan;
        return true;
    }, cancellationToken);

    public async Task<DateOnly?> OldestDueDayAsync(RetentionRule rule, DateTimeOffset closedBefore, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(rule, cancellationToken);
        return await OnConnectionAsync(async connection =>
        {
            DateOnly?[] days =
            [
                await dialect.OldestDayAsync(plan, closedBefore, connection, null, cancellationToken),
                await Watermark.OldestUnsettledAsync(plan, connection, null, cancellationToken),
            ];
            return days.Min() is { } day && plan.Calendar.EndOf(day) <= closedBefore ? day : (DateOnly?)null;
        }, cancellationToken);
    }

    public async Task<PublishedDay> PublishAsync(RetentionRule rule, DateOnly day, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(rule, cancellationToken);
        return await InTransactionAsync(async (connection, transaction) =>
        {
            if (!await watermark.TakeAsync(plan, day, connection, transaction, cancellationToken))
            {
                return (await Watermark.FindAsync(plan, day, connection, transaction, "", cancellationToken))!;
            }

            // Taken once into a table of its own: what is published and what is counted come from the same rows.
            var cells = new RetentionCells(dialect, plan);
            await RetentionCommands.ExecuteAsync(connection, transaction, dialect.DropCells, cancellationToken);
            await RetentionCommands.ExecuteAsync(connection, transaction, dialect.CreateCells(cells.Select(day)), cancellationToken);
            var n = (await RetentionCommands.RowAsync(connection, transaction, new SqlStatement { Text = cells.Counts() }, cancellationToken))!;
            await RetentionCommands.ExecuteAsync(connection, transaction, cells.Publish(), cancellationToken);
            await RetentionCommands.ExecuteAsync(connection, transaction, dialect.DropCells, cancellationToken);
            var published = new PublishedDay(day, AlreadyPublished: false, n[0], n[1], n[2], n[3], n[4]);
            await Watermark.RecordAsync(plan, published, connection, transaction, cancellationToken);
            return published;
        }, cancellationToken);
    }

    public async Task<PublishedDay?> FindAsync(RetentionRule rule, DateOnly day, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(rule, cancellationToken);
        return await OnConnectionAsync(connection => Watermark.FindAsync(plan, day, connection, null, "", cancellationToken), cancellationToken);
    }

    public async Task<long> DestroyAsync(RetentionRule rule, DateOnly day, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var plan = await PlanAsync(rule, cancellationToken);
        return await InTransactionAsync(async (connection, transaction) =>
        {
            // The lock makes runners take turns: one that finds nothing to delete can trust that nothing is left.
            if (await Watermark.FindAsync(plan, day, connection, transaction, dialect.RowLock, cancellationToken) is null)
            {
                throw new RetentionRuleException(rule.Name, "not-published", "the day's raw rows are destroyed only once it was published; publish it first.");
            }

            long destroyed = await RetentionCommands.ExecuteAsync(connection, transaction, dialect.DeleteChunk(plan, day, limit), cancellationToken);
            if (destroyed > 0)
            {
                await Watermark.AddDestroyedAsync(plan, day, destroyed, connection, transaction, cancellationToken);
            }
            else if (await CountAsync(connection, transaction, plan, dialect.InDay(plan, "r", day), cancellationToken) > 0)
            {
                throw new RetentionRuleException(rule.Name, "rows-remain", $"rows of a published day are still in '{rule.From}' though they were deleted; look for a trigger or a row-level policy that keeps them.");
            }

            return destroyed;
        }, cancellationToken);
    }

    public async Task SettleAsync(RetentionRule rule, DateOnly day, long destroyed, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(rule, cancellationToken);
        await InTransactionAsync(async (connection, transaction) =>
        {
            await Watermark.SettleAsync(plan, day, destroyed, connection, transaction, cancellationToken);
            return true;
        }, cancellationToken);
    }

    public async Task<long> CountUndatedAsync(RetentionRule rule, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(rule, cancellationToken);
        return await OnConnectionAsync(connection => CountAsync(connection, null, plan, dialect.Undated(plan, "r"), cancellationToken), cancellationToken);
    }

    public async Task<long> CountLaterThanAsync(RetentionRule rule, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(rule, cancellationToken);
        return await OnConnectionAsync(connection => CountAsync(connection, null, plan, dialect.LaterThan(plan, "r", moment), cancellationToken), cancellationToken);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<long> CountAsync(DbConnection connection, DbTransaction? transaction, RetentionPlan plan, string condition, CancellationToken cancellationToken) =>
        (long)(await RetentionCommands.ScalarAsync(connection, transaction, $"select count(*) from {plan.RawTable} r where {condition}", cancellationToken))!;

    private async Task<RetentionPlan> PlanAsync(RetentionRule rule, CancellationToken cancellationToken)
    {
        if (!plans.TryGetValue(rule, out var plan))
        {
            await PrepareAsync(rule, cancellationToken);
            plan = plans[rule];
        }

        return plan;
    }

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
